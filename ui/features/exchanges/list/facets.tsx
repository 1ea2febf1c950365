import { useQueries, useQuery } from "@tanstack/react-query";
import { PanelLeftClose } from "lucide-react";
import { pillsOf, withoutFilter } from "#schema/contract/query/edit";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Skeleton } from "#ui/design/skeleton.tsx";
import type { ExchangeFilters } from "../queries/exchange-filters.ts";
import type { Facet } from "../queries/exchange-facets.ts";
import { exchangeFacetsQuery } from "../queries/exchange-facets.ts";
import { FacetSection } from "./facet-section.tsx";

interface FacetsProps {
  readonly filters: ExchangeFilters;
  /** Counts are asked for after the rows. */
  readonly enabled: boolean;
  /** The search itself failed: there is nothing to count. */
  readonly refused: boolean;
  readonly onChange: (query: string) => void;
  /** Undefined where the panel cannot be closed, as in a dialog. */
  readonly onClose?: () => void;
}

const titles: Record<Facet["field"], string> = {
  status: "Status",
  app: "App",
  route: "Route",
  errorClass: "Error",
  failedNode: "Failed at",
  instance: "Instance",
  environment: "Environment",
};
const order = Object.keys(titles) as Facet["field"][];

/** The most frequent values of the matches; every click edits the query. */
export function Facets({ filters, enabled, refused, onChange, onClose }: FacetsProps) {
  const { data, isError, isPlaceholderData } = useQuery({ ...exchangeFacetsQuery(filters), enabled });
  const alternatives = useAlternatives(filters, enabled);
  const facets = (data?.facets ?? [])
    .map((facet) => alternatives.get(facet.field) ?? facet)
    .filter(({ field, values }) => values.length > 0 && !(field === "environment" && filters.environment !== ""))
    .toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
  return (
    <aside aria-label="Filters" className="flex min-h-0 flex-col bg-surface">
      {onClose && (
        <header className="flex h-9 shrink-0 items-center justify-between border-b border-line pr-1 pl-4">
          <h2 className="text-xs font-semibold">Filters</h2>
          <IconButton size="sm" label="Hide filters" icon={<PanelLeftClose aria-hidden />} onClick={onClose} />
        </header>
      )}
      {/* A scrollable region must be reachable by keyboard. */}
      <div
        tabIndex={0}
        role="group"
        aria-label="Values"
        className={`min-h-0 grow overflow-y-auto pb-4 -outline-offset-2 ${isPlaceholderData ? "opacity-55" : ""}`}
      >
        {data === undefined && !isError && !refused && <Skeletons />}
        {isError && data === undefined && (
          <p className="p-4 text-xs text-muted">The counts could not be loaded. The rows are not affected.</p>
        )}
        {facets.map((facet) => (
          <FacetSection key={facet.field} facet={facet} title={titles[facet.field]} query={filters.q} onChange={onChange} />
        ))}
      </div>
    </aside>
  );
}

/** Of a field the query narrows, the values that would match without that: so that another one can be added. */
function useAlternatives(filters: ExchangeFilters, enabled: boolean): ReadonlyMap<string, Facet> {
  const pills = pillsOf(filters.q);
  const narrowed = order.filter((field) => pills.some((pill) => pill.field === field));
  const results = useQueries({
    queries: narrowed.map((field) => ({ ...exchangeFacetsQuery({ ...filters, q: withoutFilter(filters.q, { field }) }, field), enabled })),
  });
  return new Map(results.flatMap(({ data }) => data?.facets ?? []).map((facet) => [facet.field, facet]));
}

function Skeletons() {
  return ["a", "b", "c"].map((key) => (
    <div key={key} className="space-y-2.5 px-4 pt-4">
      <Skeleton className="h-3 w-16" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-4/5" />
      <Skeleton className="h-3 w-3/5" />
    </div>
  ));
}
