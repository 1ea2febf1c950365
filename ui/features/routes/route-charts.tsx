import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { deploymentMarkers, latencyChart, throughputChart } from "#ui/features/routes/chart-series.ts";
import { DeploymentList } from "#ui/features/routes/deployment-list.tsx";
import type { DeploymentInRange } from "#ui/features/routes/queries/deployments-in-range.ts";
import { deploymentsInRangeQuery } from "#ui/features/routes/queries/deployments-in-range.ts";
import type { RouteStatistics } from "#ui/features/routes/queries/route-statistics.ts";
import { StatisticsTable } from "#ui/features/routes/statistics-table.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SegmentedControl } from "#ui/design/segmented-control.tsx";
import { Skeleton } from "#ui/design/skeleton.tsx";
import { useTimeRange } from "#ui/lib/range/use-time-range.ts";

const TimeChart = lazy(() => import("#ui/design/chart/time-chart.tsx").then((module) => ({ default: module.TimeChart })));
const none: readonly DeploymentInRange[] = [];
const pageRoute = getRouteApi("/shell/routes/$app/$route");

interface RouteChartsProps {
  readonly app: string;
  readonly environment: string;
  readonly statistics: RouteStatistics;
}

/** Throughput and latency over the range, as charts or as a table; with the deployments that fell into it. */
export function RouteCharts({ app, environment, statistics }: RouteChartsProps) {
  const { view } = pageRoute.useSearch();
  const { zoomTo, back } = useTimeRange();
  const navigate = useNavigate();
  const { data: deployments = none } = useQuery(deploymentsInRangeQuery({ app, environment, ...statistics.range }));
  const charts = useMemo(() => {
    const markers = deploymentMarkers(deployments);
    return [throughputChart(statistics, markers), latencyChart(statistics, markers)];
  }, [statistics, deployments]);
  const choose = (next: string) =>
    void navigate({ to: ".", replace: true, search: (old) => ({ ...old, view: next === "table" ? "table" : undefined }) });
  return (
    <section aria-label="Over time">
      <div className="mb-2 flex items-center justify-between">
        <h2 className="text-sm font-semibold">Over time</h2>
        <SegmentedControl
          label="Shown as"
          value={view ?? "chart"}
          options={[
            { value: "chart", label: "Charts" },
            { value: "table", label: "Table" },
          ]}
          onChange={choose}
        />
      </div>
      <DeploymentList deployments={deployments} />
      {view === "table" ? (
        <Panel>
          <StatisticsTable statistics={statistics} />
        </Panel>
      ) : (
        <div className="grid grid-cols-1 gap-5 xl:grid-cols-2">
          {charts.map((chart) => (
            <Panel key={chart.title} title={chart.title}>
              <Suspense fallback={<Skeleton className="m-3 h-56" />}>
                <TimeChart chart={chart} syncKey="route" onZoom={zoomTo} onBack={back} />
              </Suspense>
            </Panel>
          ))}
        </div>
      )}
    </section>
  );
}
