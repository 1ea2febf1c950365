import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { latencyChart, throughputChart } from "#ui/features/routes/chart-series.ts";
import type { RouteStatistics } from "#ui/features/routes/queries/route-statistics.ts";
import { StatisticsTable } from "#ui/features/routes/statistics-table.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SegmentedControl } from "#ui/design/segmented-control.tsx";
import { Skeleton } from "#ui/design/skeleton.tsx";
import { useTimeRange } from "#ui/lib/range/use-time-range.ts";

const TimeChart = lazy(() => import("#ui/design/chart/time-chart.tsx").then((module) => ({ default: module.TimeChart })));
const pageRoute = getRouteApi("/shell/routes/$app/$route");

/** Throughput and latency over the range, as charts or as a table. */
export function RouteCharts({ statistics }: { readonly statistics: RouteStatistics }) {
  const { view } = pageRoute.useSearch();
  const { zoomTo, back } = useTimeRange();
  const navigate = useNavigate();
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
      {view === "table" ? (
        <Panel>
          <StatisticsTable statistics={statistics} />
        </Panel>
      ) : (
        <div className="grid grid-cols-1 gap-5 xl:grid-cols-2">
          {[throughputChart(statistics), latencyChart(statistics)].map((chart) => (
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
