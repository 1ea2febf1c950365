import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Inbox, SearchX } from "lucide-react";
import { getOnboarding } from "#schema/contract/onboarding";
import { pillsOf, withoutPill } from "#schema/contract/query/edit";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { request } from "#ui/lib/api.ts";
import { formatCount } from "#ui/lib/format/number.ts";
import type { Range } from "#ui/lib/range/range.ts";
import { exchangeCountQuery } from "../queries/count-exchanges.ts";
import type { ExchangeFilters } from "../queries/exchange-filters.ts";

interface NoMatchProps {
  readonly filters: ExchangeFilters;
  readonly onQuery: (query: string) => void;
  readonly onRange: (range: Range) => void;
}

const lastDay: Range = { from: "now-1d", to: "now" };
const lastMonth: Range = { from: "now-30d", to: "now" };

const firstDataQuery = {
  queryKey: ["first-data"],
  queryFn: ({ signal }: { signal: AbortSignal }) => request(getOnboarding, {}, signal),
  refetchInterval: 5_000,
};

/** Nothing to show, and why: nothing has ever arrived, or the filters leave nothing. */
export function NoMatch(props: NoMatchProps) {
  const { data } = useQuery(firstDataQuery);
  if (data?.firstDataAt === null) return <NothingYet />;
  return <NothingMatches {...props} />;
}

function NothingYet() {
  return (
    <EmptyState
      icon={Inbox}
      title="Nothing has arrived yet"
      actions={
        <Link to="/welcome" className={buttonClass({ variant: "primary" })}>
          Connect an application
        </Link>
      }
    >
      Exchanges show up here seconds after your first Camel application sends telemetry. This page notices by itself.
    </EmptyState>
  );
}

function NothingMatches({ filters, onQuery, onRange }: NoMatchProps) {
  const pills = pillsOf(filters.q).slice(0, 5);
  const without = pills.map((pill) => ({ pill, q: withoutPill(filters.q, pill) }));
  const counts = useQueries({ queries: without.map(({ q }) => exchangeCountQuery({ ...filters, q })) });
  const day = useQuery(exchangeCountQuery({ ...filters, ...lastDay }));
  const month = useQuery({ ...exchangeCountQuery({ ...filters, ...lastMonth }), enabled: day.data === 0 });
  const wider =
    (day.data ?? 0) > 0
      ? { range: lastDay, count: day.data, words: "24 hours" }
      : { range: lastMonth, count: month.data, words: "30 days" };
  const ways = without
    .map(({ pill, q }, at) => ({ pill, q, count: counts[at]?.data ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  return (
    <EmptyState
      icon={SearchX}
      title="No exchange matches"
      actions={
        <>
          {filters.q !== "" && <Button onClick={() => onQuery("")}>Clear the search</Button>}
          {(wider.count ?? 0) > 0 && (
            <Button variant="primary" onClick={() => onRange(wider.range)}>
              Last {wider.words} ({formatCount(wider.count ?? 0)})
            </Button>
          )}
        </>
      }
    >
      {ways.length === 0 ? (
        <p>
          {filters.q === ""
            ? "Nothing ran in this time range."
            : "No single condition is to blame; they exclude everything together, or nothing ran in this time range."}
        </p>
      ) : (
        <ul className="space-y-1">
          {ways.map(({ pill, q, count }) => (
            <li key={pill.label}>
              <button type="button" onClick={() => onQuery(q)} className="min-h-6 text-accent hover:underline">
                Without <code className="text-xs">{pill.label}</code>: {formatCount(count)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </EmptyState>
  );
}
