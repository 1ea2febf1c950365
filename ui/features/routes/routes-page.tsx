import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { SearchX, Waypoints } from "lucide-react";
import { routeColumns } from "#ui/features/routes/route-columns.tsx";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { readSort, sortRows, writeSort } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { formatCount } from "#ui/lib/format/number.ts";
import { useTimeRange } from "#ui/lib/range/use-time-range.ts";
import type { RouteRow } from "#ui/lib/routes.ts";
import { routesQuery } from "#ui/lib/routes.ts";
import { useEnvironment } from "#ui/lib/use-environment.ts";

const route = getRouteApi("/shell/routes");

export function RoutesPage() {
  const { environment } = useEnvironment();
  const { query: range } = useTimeRange();
  const query = useQuery(routesQuery({ ...range, environment }));
  return (
    <>
      <PageHeader title="Routes" description="Every route that ran in this time range, with its figures." />
      <Loaded query={query} skeleton={<RoutesSkeleton />}>
        {(data, stale) =>
          data.items.length === 0 ? (
            <NoRoutes />
          ) : (
            <RouteList rows={data.items} seconds={(Date.parse(data.range.to) - Date.parse(data.range.from)) / 1_000} stale={stale} />
          )
        }
      </Loaded>
    </>
  );
}

interface RouteListProps {
  readonly rows: readonly RouteRow[];
  /** Length of the range. */
  readonly seconds: number;
  readonly stale: boolean;
}

function RouteList({ rows, seconds, stale }: RouteListProps) {
  const { find = "", sort: sortText = "-errors" } = route.useSearch();
  const { environment } = useEnvironment();
  const navigate = useNavigate({ from: "/routes" });
  const columns = routeColumns({ withEnvironment: environment === "", seconds });
  const words = find.toLowerCase().split(/\s+/);
  const found = rows.filter((row) => {
    const text = `${row.route} ${row.app} ${row.environment} ${row.fromUri}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const narrow = (change: { find?: string; sort?: string }) => void navigate({ replace: true, search: (old) => ({ ...old, ...change }) });
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <SearchInput label="Find a route" value={find} onChange={(value) => narrow({ find: value })} className="w-full sm:w-72" />
        <p className="text-xs text-muted tabular" role="status">
          {found.length === rows.length
            ? `${formatCount(rows.length)} routes`
            : `${formatCount(found.length)} of ${formatCount(rows.length)} routes`}
        </p>
      </div>
      <Panel>
        {found.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title={`No route matches “${find}”`}
            actions={<Button onClick={() => narrow({ find: "" })}>Clear the filter</Button>}
          >
            It is looked for in route ids, apps and endpoints.
          </EmptyState>
        ) : (
          <Table
            label="Routes"
            columns={columns}
            rows={sortRows(found, columns, readSort(sortText))}
            rowKey={(row) => `${row.environment}/${row.app}/${row.route}`}
            onOpen={(row) =>
              void navigate({
                to: "/routes/$app/$route",
                params: { app: row.app, route: row.route },
                search: (old) => ({ ...old, env: row.environment }),
              })
            }
            sort={readSort(sortText)}
            onSort={(sort) => narrow({ sort: writeSort(sort) })}
            stale={stale}
          />
        )}
      </Panel>
    </>
  );
}

function RoutesSkeleton() {
  return (
    <Panel>
      <SkeletonRows columns={7} rows={10} />
    </Panel>
  );
}

function NoRoutes() {
  const { set } = useTimeRange();
  const { environment, choose } = useEnvironment();
  return (
    <Panel>
      <EmptyState
        icon={Waypoints}
        title="No route ran in this time range"
        actions={
          <>
            <Button variant="primary" onClick={() => set({ from: "now-24h", to: "now" })}>
              Look at the last 24 hours
            </Button>
            {environment !== "" && <Button onClick={() => choose("")}>Show all environments</Button>}
            <Link to="/welcome" className={buttonClass()}>
              Connect an app
            </Link>
          </>
        }
      >
        A route appears here with the first exchange it starts.
      </EmptyState>
    </Panel>
  );
}
