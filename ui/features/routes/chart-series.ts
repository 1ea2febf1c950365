import type { Chart, ChartMarker } from "#ui/design/chart/chart.ts";
import type { Bucket, RouteStatistics } from "#ui/features/routes/queries/route-statistics.ts";
import type { DeploymentInRange } from "#ui/features/routes/queries/deployments-in-range.ts";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { formatCount } from "#ui/lib/format/number.ts";

function seconds(statistics: RouteStatistics): number[] {
  return statistics.series.map((bucket) => Date.parse(bucket.at) / 1_000);
}

function values<Key extends keyof Bucket>(statistics: RouteStatistics, key: Key): Bucket[Key][] {
  return statistics.series.map((bucket) => bucket[key]);
}

/** A line for each deployment, where it was asked for. */
export function deploymentMarkers(deployments: readonly DeploymentInRange[]): ChartMarker[] {
  return deployments.map(({ createdAt, state }) => ({
    atSeconds: Date.parse(createdAt) / 1_000,
    color: state === "succeeded" ? "--color-accent" : "--color-bad",
  }));
}

/** Exchanges per bucket; what failed and what was handled lies on top of the whole. */
export function throughputChart(statistics: RouteStatistics, markers: readonly ChartMarker[]): Chart {
  return {
    title: "Exchanges",
    times: seconds(statistics),
    bucketSeconds: statistics.bucketSeconds,
    range: statistics.range,
    format: formatCount,
    markers,
    series: [
      { name: "All", color: "--color-chart-bar", style: "bars", values: values(statistics, "total") },
      {
        name: "Handled",
        color: "--color-warn",
        style: "bars",
        values: statistics.series.map(({ handled, failed }) => handled + failed),
        shown: values(statistics, "handled"),
      },
      { name: "Failed", color: "--color-bad", style: "bars", values: values(statistics, "failed") },
    ],
  };
}

export function latencyChart(statistics: RouteStatistics, markers: readonly ChartMarker[]): Chart {
  return {
    title: "Duration",
    times: seconds(statistics),
    bucketSeconds: statistics.bucketSeconds,
    range: statistics.range,
    format: formatDuration,
    markers,
    series: [
      { name: "p50", color: "--color-chart-3", style: "line", values: values(statistics, "p50Micros") },
      { name: "p95", color: "--color-chart-1", style: "dashed", values: values(statistics, "p95Micros") },
      { name: "p99", color: "--color-chart-2", style: "dotted", values: values(statistics, "p99Micros") },
    ],
  };
}
