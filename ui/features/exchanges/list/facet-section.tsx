import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { exchangeStatuses } from "#schema/contract/fields";
import { classNames } from "#ui/design/class-names.ts";
import { statusLooks, toneText } from "#ui/design/exchange-status.ts";
import { Input } from "#ui/design/input.tsx";
import { formatCompact, formatCount } from "#ui/lib/format/number.ts";
import type { Facet } from "../queries/exchange-facets.ts";
import { excludedValue, facetState, onlyValue, toggledValue } from "./facet-state.ts";

interface FacetSectionProps {
  readonly facet: Facet;
  readonly title: string;
  readonly query: string;
  readonly onChange: (query: string) => void;
}

const shown = 6;

/** One facet: its values with counts and bars. Above some values, a field to search in them. */
export function FacetSection({ facet: { field, values }, title, query, onChange }: FacetSectionProps) {
  const [open, setOpen] = useState(true);
  const [whole, setWhole] = useState(false);
  const [search, setSearch] = useState("");
  const id = useId();
  const { included, excluded } = facetState(query, field);
  const gone = [...included, ...excluded]
    .filter((value) => !values.some((one) => one.value === value))
    .map((value) => ({ value, count: 0 }));
  const matching = [...values, ...gone].filter(({ value }) => value.toLowerCase().includes(search.toLowerCase()));
  const listed = whole || search !== "" ? matching : matching.slice(0, shown);
  const most = Math.max(1, ...values.map(({ count }) => count));
  return (
    <section aria-labelledby={id} className="border-b border-line/70 py-1.5 last:border-b-0">
      <h3 id={id} className="px-2">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex h-7 w-full items-center justify-between rounded-md px-2 text-xs font-medium text-muted hover:text-ink"
        >
          {title}
          <ChevronDown aria-hidden className={classNames("size-3.5 transition-transform", !open && "-rotate-90")} />
        </button>
      </h3>
      {open && (
        <>
          {values.length > shown && (whole || search !== "") && (
            <div className="px-4 pb-1.5">
              <Input
                size="sm"
                type="search"
                placeholder={`Find in ${title.toLowerCase()}`}
                aria-label={`Find in ${title.toLowerCase()}`}
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
            </div>
          )}
          <ul className="px-2">
            {listed.map(({ value, count }) => (
              <FacetValue
                key={value}
                {...{ field, value, count }}
                share={count / most}
                state={included.has(value) ? "included" : excluded.has(value) ? "excluded" : "neutral"}
                muted={included.size > 0 && !included.has(value)}
                onOnly={() => onChange(onlyValue(query, field, value))}
                onToggle={() => onChange(toggledValue(query, field, value))}
                onExclude={() => onChange(excludedValue(query, field, value))}
              />
            ))}
          </ul>
          {matching.length > shown && search === "" && (
            <button type="button" onClick={() => setWhole(!whole)} className="ml-4 h-6 text-xs text-accent hover:underline">
              {whole ? "Show fewer" : `Show ${matching.length - shown} more`}
            </button>
          )}
        </>
      )}
    </section>
  );
}

interface FacetValueProps {
  readonly field: Facet["field"];
  readonly value: string;
  readonly count: number;
  readonly share: number;
  readonly state: "included" | "excluded" | "neutral";
  readonly muted: boolean;
  readonly onOnly: () => void;
  readonly onToggle: () => void;
  readonly onExclude: () => void;
}

function FacetValue({ field, value, count, share, state, muted, onOnly, onToggle, onExclude }: FacetValueProps) {
  const status = field === "status" ? exchangeStatuses.find((one) => one === value) : undefined;
  const look = status && statusLooks[status];
  const label = look?.word ?? (field === "errorClass" ? value.slice(value.lastIndexOf(".") + 1) : value);
  return (
    <li className="group relative flex h-7 items-center gap-2 rounded-md pr-2 pl-2 text-xs hover:bg-hover">
      <span
        aria-hidden
        className="absolute inset-y-1 left-8 -z-0 rounded-sm bg-accent/10"
        style={{ width: `calc((100% - 2.5rem) * ${share})` }}
      />
      <input
        type="checkbox"
        aria-label={`Include ${label}`}
        checked={state === "included"}
        onChange={onToggle}
        className="relative size-3.5 shrink-0 accent-accent"
      />
      <button
        type="button"
        data-tooltip={`${value}: ${formatCount(count)}\nClick: only this. Alt-click: exclude.`}
        aria-keyshortcuts="Alt+Enter"
        onClick={(event) => (event.altKey ? onExclude() : onOnly())}
        onKeyDown={(event) => {
          if (event.key !== "Delete" && !(event.key === "Enter" && event.altKey)) return;
          event.preventDefault();
          onExclude();
        }}
        className={classNames(
          "relative flex h-full min-w-0 grow items-center gap-1.5 text-left",
          state === "excluded" && "line-through",
          (muted || state === "excluded") && "text-muted",
        )}
      >
        {look && <look.icon aria-hidden className={`size-3.5 shrink-0 ${toneText[look.tone]}`} />}
        <span className="truncate">
          <span className="sr-only">Only </span>
          {label}
          {state === "excluded" && <span className="sr-only">, excluded</span>}
        </span>
        <span className="ml-auto pl-2 text-muted tabular">{formatCompact(count)}</span>
      </button>
    </li>
  );
}
