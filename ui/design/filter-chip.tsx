import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";

interface FilterChipProps {
  readonly selected: boolean;
  readonly count?: number;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** A filter that is on or off. */
export function FilterChip({ selected, count, onToggle, children }: FilterChipProps) {
  return (
    <button
      type="button"
      aria-pressed={selected}
      onClick={onToggle}
      className={classNames(
        "inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs font-medium transition-colors",
        selected ? "border-accent/40 bg-accent-soft text-accent" : "border-line bg-surface text-muted hover:border-control hover:text-ink",
      )}
    >
      {selected && <Check aria-hidden className="-ml-0.5 size-3" />}
      {children}
      {count !== undefined && <span className="tabular opacity-80">{count}</span>}
    </button>
  );
}
