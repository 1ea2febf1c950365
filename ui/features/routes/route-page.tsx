import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeftRight, ChevronLeft } from "lucide-react";
import { exchangesOf } from "#ui/features/routes/exchanges-of.ts";
import { RouteDiagram } from "#ui/features/routes/graph/route-diagram.tsx";
import { routeGraphQuery } from "#ui/features/routes/queries/route-graph.ts";
import { routeStatisticsQuery } from "#ui/features/routes/queries/route-statistics.ts";
import { RouteCharts } from "#ui/features/routes/route-charts.tsx";
import { RouteTiles } from "#ui/features/routes/route-tiles.tsx";
import { buttonClass } from "#ui/design/button.tsx";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { Skeleton } from "#ui/design/skeleton.tsx";
import { useTimeRange } from "#ui/lib/range/use-time-range.ts";
import { useEnvironment } from "#ui/lib/use-environment.ts";

const pageRoute = getRouteApi("/shell/routes/$app/$route");

export function RoutePage() {
  const { app, route } = pageRoute.useParams();
  const { environment } = useEnvironment();
  const { query: range } = useTimeRange();
  const statistics = useQuery(routeStatisticsQuery({ app, route, environment, ...range }));
  const graph = useQuery(routeGraphQuery({ app, route, environment }));
  return (
    <>
      <PageHeader
        back={
          <Link to="/routes" className="inline-flex items-center gap-0.5 hover:text-ink">
            <ChevronLeft aria-hidden className="size-3.5" /> Routes
          </Link>
        }
        title={route}
        description={
          <span className="flex flex-wrap items-center gap-x-3">
            <span>{app}</span>
            {environment !== "" && <EnvironmentTag name={environment} />}
            {graph.data?.fromUri !== undefined && <span className="font-mono text-xs">{graph.data.fromUri}</span>}
          </span>
        }
        actions={
          <Link to="/exchanges" search={(old) => ({ ...old, q: exchangesOf({ app, route }) })} className={buttonClass()}>
            <ArrowLeftRight aria-hidden className="size-3.5" />
            Show exchanges
          </Link>
        }
      />
      <div className="flex flex-col gap-5">
        <Loaded query={statistics} skeleton={<StatisticsSkeleton />}>
          {(data, stale) => (
            <div className={stale ? "flex flex-col gap-5 opacity-55" : "flex flex-col gap-5"}>
              <RouteTiles app={app} route={route} statistics={data} />
              <RouteCharts app={app} environment={environment} statistics={data} />
            </div>
          )}
        </Loaded>
        <Panel title="Structure">
          <Loaded query={graph} skeleton={<Skeleton className="m-4 h-64" />}>
            {(data) =>
              data === null ? (
                <p className="px-4 py-6 text-center text-muted">
                  Nobody has told the structure of this route yet. Agents send it; plain OpenTelemetry does not carry it.
                </p>
              ) : (
                <RouteDiagram graph={data} />
              )
            }
          </Loaded>
        </Panel>
      </div>
    </>
  );
}

function StatisticsSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-5">
      <Skeleton className="h-20 rounded-lg" />
      <div className="grid gap-5 xl:grid-cols-2">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
      </div>
    </div>
  );
}
