import type { Bucket, RouteStatistics } from "#ui/features/routes/queries/route-statistics.ts";
import { Duration } from "#ui/features/routes/route-columns.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { Timestamp } from "#ui/design/timestamp.tsx";
import { formatCount } from "#ui/lib/format/number.ts";

function count(id: "total" | "failed" | "handled", header: string): Column<Bucket> {
  return { id, header, align: "end", cell: (bucket) => formatCount(bucket[id]) };
}

function duration(id: "p50Micros" | "p95Micros" | "p99Micros", header: string): Column<Bucket> {
  return { id, header, align: "end", wideOnly: true, cell: (bucket) => <Duration micros={bucket[id]} /> };
}

const columns: readonly Column<Bucket>[] = [
  { id: "at", header: "From", cell: (bucket) => <Timestamp at={bucket.at} /> },
  count("total", "Exchanges"),
  count("failed", "Failed"),
  count("handled", "Handled"),
  duration("p50Micros", "p50"),
  duration("p95Micros", "p95"),
  duration("p99Micros", "p99"),
];

/** The charts' figures as text, newest first. */
export function StatisticsTable({ statistics }: { readonly statistics: RouteStatistics }) {
  return <Table label="Figures over time" columns={columns} rows={statistics.series.toReversed()} rowKey={(bucket) => bucket.at} />;
}
