import { Search, X } from "lucide-react";
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

const id = "page-search";

/** Narrows the list of the page; `/` leads to it. At most one per page. */
export function SearchInput({ label, value, onChange, className }: SearchInputProps) {
  useHotkeys([{ keys: "/", label, group: "Lists", run: () => document.getElementById(id)?.focus() }]);
  return (
    <div className={classNames("relative flex items-center", className)}>
      <Search aria-hidden className="pointer-events-none absolute left-2.5 size-3.5 text-muted" />
      <Input
        id={id}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        className="px-8! [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== "" && (
        <IconButton label="Clear" size="sm" icon={<X aria-hidden />} onClick={() => onChange("")} className="absolute! right-0.5" />
      )}
    </div>
  );
}
