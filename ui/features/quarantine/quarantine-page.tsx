import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { Reasons } from "#ui/features/quarantine/reasons.tsx";
import type { RefusedRow } from "#ui/features/quarantine/refused-rows.ts";
import { refusedRowsQuery } from "#ui/features/quarantine/refused-rows.ts";
import { sources } from "#ui/features/quarantine/search.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { FilterChip } from "#ui/design/filter-chip.tsx";
import { LoadOlder } from "#ui/design/load-older.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { Timestamp } from "#ui/design/timestamp.tsx";
import { formatCount } from "#ui/lib/format/number.ts";
import { useTimeRange } from "#ui/lib/range/use-time-range.ts";

const route = getRouteApi("/shell/quarantine");

const sourceNames = { ndjson: "Agents", "otlp-traces": "OTLP traces", "otlp-metrics": "OTLP metrics", "otlp-logs": "OTLP logs" } as const;

export function QuarantinePage() {
  const { source } = route.useSearch();
  const { query: range } = useTimeRange();
  const navigate = useNavigate();
  const query = useInfiniteQuery(refusedRowsQuery({ ...range, source }));
  const choose = (next: typeof source) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, source: next }) });
  return (
    <>
      <PageHeader
        title="Quarantine"
        description="Telemetry that was refused, with the reason. The good rows of the same request were stored."
      />
      <div role="group" aria-label="Source" className="mb-3 flex flex-wrap gap-2">
        {sources.map((one) => (
          <FilterChip key={one} selected={source === one} onToggle={() => choose(source === one ? undefined : one)}>
            {sourceNames[one]}
          </FilterChip>
        ))}
      </div>
      <Loaded query={query} skeleton={<QuarantineSkeleton />}>
        {({ pages }, stale) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) return <NothingRefused filtered={source !== undefined} onClear={() => choose(undefined)} />;
          return (
            <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]">
              <Panel>
                <Table label="Refused rows" columns={columns} rows={rows} rowKey={keyOf} details={RowDetails} stale={stale} />
                <LoadOlder query={query} />
              </Panel>
              <Reasons reasons={pages[0]?.reasons ?? []} />
            </div>
          );
        }}
      </Loaded>
    </>
  );
}

function keyOf(row: RefusedRow): string {
  return `${row.at} ${row.source} ${row.instance} ${row.kind} ${row.position} ${row.reason}`;
}

const columns: readonly Column<RefusedRow>[] = [
  { id: "at", header: "Time", width: "w-48", wideOnly: true, cell: (row) => <Timestamp at={row.at} /> },
  {
    id: "reason",
    header: "Reason",
    cell: (row) => <span className="block min-w-56 py-2 text-pretty whitespace-normal">{row.reason}</span>,
  },
  { id: "source", header: "Source", width: "w-32", cell: (row) => <Badge>{sourceName(row.source)}</Badge> },
  { id: "app", header: "App", width: "w-40", wideOnly: true, cell: (row) => row.app || <NoValue /> },
  { id: "rows", header: "Rows", align: "end", width: "w-20", cell: (row) => formatCount(row.rows) },
];

function sourceName(source: string): string {
  return sources.flatMap((one) => (one === source ? [sourceNames[one]] : []))[0] ?? source;
}

function RowDetails(row: RefusedRow) {
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <Facts>
        <Fact name="Time">
          <Timestamp at={row.at} />
        </Fact>
        <Fact name="App">{row.app || <NoValue />}</Fact>
        <Fact name="Environment">{row.environment || <NoValue />}</Fact>
        <Fact name="Instance">{row.instance || <NoValue />}</Fact>
        <Fact name="Kind">{row.kind || <NoValue />}</Fact>
        <Fact name="Place in its batch">{formatCount(row.position)}</Fact>
      </Facts>
      {row.excerpt === "" ? (
        <p className="text-muted">No excerpt was kept.</p>
      ) : (
        <Snippet title="Excerpt" label="Copy excerpt" text={row.excerpt} wrap />
      )}
    </div>
  );
}

function QuarantineSkeleton() {
  return (
    <Panel>
      <SkeletonRows columns={4} />
    </Panel>
  );
}

function NothingRefused({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  return (
    <Panel>
      <EmptyState
        icon={ShieldCheck}
        title={filtered ? "Nothing from this source was refused" : "Nothing was refused in this time range"}
        actions={filtered && <Button onClick={onClear}>Show all sources</Button>}
      >
        <p>
          Every row that arrives is checked: known shape, plausible times, sane sizes. What fails is kept here with an excerpt and a reason,
          so that nothing is lost in silence. If an app is missing under Exchanges, look here first.
        </p>
      </EmptyState>
    </Panel>
  );
}
