import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type LatestExchange, latestExchangesQuery } from "#ui/features/apps/queries/latest-exchanges.ts";
import { StatusText } from "#ui/design/status-badge.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";

interface LatestExchangesProps {
  readonly app: string;
  readonly environment: string;
}

/** What went through the app last: whether it does its work, at a glance. */
export function LatestExchanges(place: LatestExchangesProps) {
  const { data } = useQuery(latestExchangesQuery(place));
  if (data === undefined) return null;
  if (data.items.length === 0) {
    return (
      <p className="text-sm text-muted">
        No exchange in the last 24 hours. Those of an app that sends OpenTelemetry are here seconds after they ended.
      </p>
    );
  }
  return <Table label={`Latest exchanges in ${place.environment}`} columns={columns} rows={data.items} rowKey={({ id }) => id} />;
}

const columns: readonly Column<LatestExchange>[] = [
  { id: "status", header: "Latest exchanges", width: "w-36", cell: ({ status }) => <StatusText status={status} /> },
  {
    id: "route",
    header: "Route",
    cell: ({ id, startTime, route, errorMessage }) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <Link
          to="/exchanges/$id"
          params={{ id }}
          search={{ at: startTime }}
          preload={false}
          className="truncate font-medium hover:underline"
        >
          {route}
        </Link>
        <span className="truncate text-bad">{errorMessage}</span>
      </span>
    ),
  },
  {
    id: "duration",
    header: "Duration",
    align: "end",
    width: "w-24",
    wideOnly: true,
    cell: ({ durationMicros }) => formatDuration(durationMicros),
  },
  { id: "at", header: "Began", align: "end", width: "w-28", cell: ({ startTime }) => <RelativeTime at={startTime} /> },
];
