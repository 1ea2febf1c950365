import { Link } from "@tanstack/react-router";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { exchangesOf } from "#ui/features/routes/exchanges-of.ts";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { formatCount, formatRate, formatShare } from "#ui/lib/format/number.ts";
import type { RouteRow } from "#ui/lib/routes.ts";

interface Options {
  /** When the list spans several environments. */
  readonly withEnvironment: boolean;
  /** Length of the range. */
  readonly seconds: number;
}

type Percentile = "p50Micros" | "p95Micros" | "p99Micros";

function percentile(id: string, key: Percentile): Column<RouteRow> {
  return {
    id,
    header: id,
    tooltip: `${id.slice(1)} of 100 exchanges took no longer than this`,
    align: "end",
    width: "w-24",
    wideOnly: id !== "p95",
    sortBy: (row) => row[key],
    cell: (row) => <Duration micros={row[key]} />,
  };
}

export function routeColumns({ withEnvironment, seconds }: Options): readonly Column<RouteRow>[] {
  const environment: Column<RouteRow> = {
    id: "env",
    header: "Environment",
    width: "w-36",
    wideOnly: true,
    sortBy: (row) => row.environment,
    cell: (row) => <EnvironmentTag name={row.environment} />,
  };
  return [
    { id: "route", header: "Route", sortBy: (row) => row.route, cell: (row) => <RouteName row={row} /> },
    { id: "app", header: "App", width: "w-40", wideOnly: true, sortBy: (row) => row.app, cell: (row) => row.app },
    ...(withEnvironment ? [environment] : []),
    {
      id: "rate",
      header: "Rate",
      tooltip: "Exchanges per time, over the whole range",
      align: "end",
      width: "w-24",
      wideOnly: true,
      sortBy: (row) => row.total,
      cell: (row) => <span data-tooltip={`${formatCount(row.total)} exchanges`}>{formatRate(row.total, seconds)}</span>,
    },
    {
      id: "errors",
      header: "Failed",
      tooltip: "Share of exchanges that ended with an unhandled error",
      align: "end",
      width: "w-24",
      sortBy: (row) => (row.total === 0 ? 0 : row.failed / row.total),
      cell: (row) => <Failed row={row} />,
    },
    percentile("p50", "p50Micros"),
    percentile("p95", "p95Micros"),
    percentile("p99", "p99Micros"),
    {
      id: "seen",
      header: "Last exchange",
      align: "end",
      width: "w-32",
      wideOnly: true,
      sortBy: (row) => row.lastSeen,
      cell: (row) => (row.lastSeen === null ? <NoValue /> : <RelativeTime at={row.lastSeen} />),
    },
  ];
}

function RouteName({ row }: { readonly row: RouteRow }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2.5 max-sm:flex-col max-sm:gap-0 max-sm:py-1">
      <Link
        to="/routes/$app/$route"
        params={{ app: row.app, route: row.route }}
        search={(old) => ({ ...old, env: row.environment })}
        className="shrink-0 font-medium hover:underline"
      >
        {row.route}
      </Link>
      <span className="max-w-72 truncate font-mono text-2xs text-muted max-lg:hidden">{row.fromUri}</span>
      <span className="text-2xs whitespace-normal text-muted sm:hidden">
        {row.app} · {row.environment}
      </span>
    </span>
  );
}

function Failed({ row }: { readonly row: RouteRow }) {
  if (row.failed === 0) return <span className="text-faint">0 %</span>;
  return (
    <Link
      to="/exchanges"
      search={(old) => ({ ...old, env: row.environment, q: exchangesOf(row, "failed") })}
      data-tooltip={`Show the ${formatCount(row.failed)} failed exchanges`}
      className="font-medium text-bad underline-offset-2 hover:underline"
    >
      {formatShare(row.failed / row.total)}
    </Link>
  );
}

export function Duration({ micros }: { readonly micros: number | null }) {
  return micros === null ? <NoValue /> : formatDuration(micros);
}
