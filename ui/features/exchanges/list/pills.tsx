import { X } from "lucide-react";
import { pillsOf, withoutPill } from "#schema/contract/query/edit";
import { classNames } from "#ui/design/class-names.ts";

interface PillsProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
}

/** The query's conditions, each with a way to drop it. */
export function Pills({ query, onChange }: PillsProps) {
  const pills = pillsOf(query);
  if (pills.length === 0) return null;
  return (
    <ul aria-label="Conditions" className="flex flex-wrap items-center gap-1.5">
      {pills.map((pill) => (
        <li
          key={`${pill.span.start}-${pill.label}`}
          className={classNames(
            "inline-flex h-6 max-w-full items-center rounded-full border pl-2.5",
            pill.negative ? "border-bad/35 bg-bad-soft text-bad" : "border-accent/30 bg-accent-soft text-accent",
          )}
        >
          <code className="truncate text-2xs">{pill.label}</code>
          <button
            type="button"
            aria-label={`Remove ${pill.label}`}
            onClick={() => onChange(withoutPill(query, pill))}
            className="grid size-6 shrink-0 place-items-center rounded-full opacity-70 hover:opacity-100"
          >
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
      {pills.length > 1 && (
        <li>
          <button
            type="button"
            onClick={() => onChange("")}
            className="h-6 rounded-sm px-1.5 text-xs text-muted hover:text-ink hover:underline"
          >
            Clear all
          </button>
        </li>
      )}
    </ul>
  );
}
