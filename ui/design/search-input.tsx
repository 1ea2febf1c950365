import { Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Input } from "#ui/design/input.tsx";
import { useHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";

interface SearchInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
}

/** Narrows the list of the page; `/` leads to it. At most one per page. */
export function SearchInput({ label, value, onChange, className }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useHotkeys([{ keys: "/", label, group: "Lists", run: () => input.current?.focus() }]);
  // The URL holds the value and follows a moment later; while somebody types, the field is ahead of it.
  useEffect(() => {
    if (input.current !== null && document.activeElement !== input.current) input.current.value = value;
  }, [value]);

  function clear() {
    if (input.current !== null) input.current.value = "";
    onChange("");
  }

  return (
    <div className={classNames("relative flex items-center", className)}>
      <Search aria-hidden className="pointer-events-none absolute left-2.5 size-3.5 text-muted" />
      <Input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        className="px-8! [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== "" && <IconButton label="Clear" size="sm" icon={<X aria-hidden />} onClick={clear} className="absolute! right-0.5" />}
    </div>
  );
}
