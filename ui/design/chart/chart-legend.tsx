import type { Chart, ChartSeries } from "#ui/design/chart/chart.ts";
import { formatMinute } from "#ui/lib/format/instant.ts";
import { usePreferences } from "#ui/lib/preferences.ts";

interface ChartLegendProps {
  readonly chart: Chart;
  /** The bucket under the cursor. */
  readonly at: number | null;
}

/** Names of the series; with the cursor on the chart also their values there. */
export function ChartLegend({ chart, at }: ChartLegendProps) {
  const { zone } = usePreferences();
  const time = at === null ? undefined : chart.times[at];
  return (
    <div className="flex h-6 items-center gap-4 overflow-hidden text-xs whitespace-nowrap text-muted">
      {chart.series.map((series) => (
        <span key={series.name} className="inline-flex items-center gap-1.5">
          <Swatch series={series} />
          {series.name}
          {at !== null && <span className="text-ink tabular">{valueAt(chart, series, at)}</span>}
        </span>
      ))}
      <span className="ml-auto tabular max-sm:hidden">
        {time !== undefined && formatMinute(new Date(time * 1_000).toISOString(), zone)}
      </span>
    </div>
  );
}

function valueAt(chart: Chart, series: ChartSeries, at: number): string {
  const value = (series.shown ?? series.values)[at];
  return value === null || value === undefined ? "–" : chart.format(value);
}

const dashes = { bars: undefined, line: undefined, dashed: "5 3", dotted: "2 2" } as const;

function Swatch({ series }: { readonly series: ChartSeries }) {
  return (
    <svg aria-hidden width="14" height="10" style={{ color: `var(${series.color})` }}>
      {series.style === "bars" ? (
        <rect x="2" y="0" width="10" height="10" rx="2" fill="currentcolor" />
      ) : (
        <line x1="0" x2="14" y1="5" y2="5" stroke="currentcolor" strokeWidth="2" strokeDasharray={dashes[series.style]} />
      )}
    </svg>
  );
}
