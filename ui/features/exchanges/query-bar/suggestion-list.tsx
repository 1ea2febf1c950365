import { useEffect } from "react";
import { exchangeStatuses } from "#schema/contract/fields";
import { classNames } from "#ui/design/class-names.ts";
import { statusLooks, toneText } from "#ui/design/exchange-status.ts";
import { Kbd } from "#ui/design/kbd.tsx";
import { formatCount } from "#ui/lib/format/number.ts";
import type { Suggestion } from "./suggestions.ts";

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  /** The field whose values are listed. */
  readonly field: string | null;
  readonly loading: boolean;
  readonly onTake: (index: number) => void;
}

export function suggestionId(id: string, index: number): string {
  return `${id}-${index}`;
}

export function SuggestionList({ id, suggestions, active, field, loading, onTake }: SuggestionListProps) {
  useEffect(() => {
    void document.getElementById(suggestionId(id, active))?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  const groups = Map.groupBy(
    suggestions.map((suggestion, index) => ({ suggestion, index })),
    ({ suggestion }) => suggestion.group,
  );
  return (
    <div className="absolute inset-x-0 top-full z-40 mt-1 flex max-h-[min(26rem,60dvh)] flex-col overflow-hidden rounded-lg bg-raised shadow-float md:max-w-2xl">
      <div id={id} role="listbox" aria-label="Suggestions" className="min-h-0 grow overflow-y-auto p-1">
        {[...groups].map(([group, entries]) => (
          <div key={group} role="group" aria-label={group}>
            <div role="presentation" className="px-2 pt-1.5 pb-1 text-2xs font-medium text-muted">
              {group === "Values" && field !== null ? `Values of ${field} in this range` : group}
            </div>
            {entries.map(({ suggestion, index }) => (
              <Option
                key={suggestion.label}
                id={suggestionId(id, index)}
                {...{ suggestion, field }}
                active={index === active}
                onTake={() => onTake(index)}
              />
            ))}
          </div>
        ))}
        {suggestions.length === 0 && (
          <p className="px-2 py-2 text-sm text-muted">
            {loading ? "Looking for values…" : "Nothing to suggest here. Enter runs the search."}
          </p>
        )}
      </div>
      <footer aria-hidden className="hidden items-center gap-4 border-t border-line bg-sunken px-3 py-1.5 text-2xs text-muted md:flex">
        <span className="flex items-center gap-1.5">
          <Kbd keys="ArrowDown" /> choose
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="Enter" /> {active >= 0 ? "take" : "run"}
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="ArrowUp" /> earlier searches
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="Escape" /> close
        </span>
      </footer>
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly field: string | null;
  readonly active: boolean;
  readonly onTake: () => void;
}

function Option({ id, suggestion, field, active, onTake }: OptionProps) {
  const { label, detail, count } = suggestion;
  const status = field === "status" ? exchangeStatuses.find((one) => one === label) : undefined;
  const look = status && statusLooks[status];
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
      className={classNames(
        "flex min-h-7 cursor-pointer items-center gap-3 rounded-md px-2 text-sm",
        active ? "bg-accent-soft" : "hover:bg-hover",
        count === 0 && "text-muted",
      )}
    >
      <span className="flex min-w-0 items-center gap-1.5 font-mono text-xs">
        {look && <look.icon aria-hidden className={`size-3.5 shrink-0 ${toneText[look.tone]}`} />}
        <span className="truncate">{label.slice(0, 200)}</span>
      </span>
      <span className="min-w-0 grow truncate text-xs text-muted">{detail}</span>
      {count !== null && <span className="shrink-0 text-xs text-muted tabular">{formatCount(count)}</span>}
    </div>
  );
}
