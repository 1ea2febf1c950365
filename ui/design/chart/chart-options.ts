import uPlot from "uplot";
import type { Chart, ChartSeries } from "#ui/design/chart/chart.ts";
import type { Zone } from "#ui/lib/format/instant.ts";

interface Setting {
  readonly zone: Zone;
  readonly syncKey: string;
  readonly colorOf: (token: string) => string;
  readonly onCursor: (index: number | null) => void;
  readonly onZoom: (range: { readonly fromMs: number; readonly toMs: number }) => void;
  readonly onBack: () => void;
}

const font = '11px "Inter Variable", sans-serif';
const dashes: Partial<Record<ChartSeries["style"], number[]>> = { dashed: [6, 4], dotted: [2, 3] };

/** How a chart is drawn, without its size. */
export function chartOptions(chart: Chart, setting: Setting): Omit<uPlot.Options, "width" | "height"> {
  const { colorOf, zone } = setting;
  const axis = {
    font,
    stroke: colorOf("--color-muted"),
    grid: { stroke: colorOf("--color-chart-grid"), width: 1 },
    ticks: { show: false },
  };
  const tzDate = (seconds: number) => (zone === "utc" ? uPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC") : new Date(seconds * 1_000));
  return {
    tzDate,
    legend: { show: false },
    padding: [8, 18, 0, 0],
    scales: {
      x: { time: true, range: () => [Date.parse(chart.range.from) / 1_000, Date.parse(chart.range.to) / 1_000] },
      y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.08 : 1] },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 70, values: clockLabels(tzDate), size: 26, gap: 4 },
      { ...axis, size: 62, gap: 6, space: 36, values: (_plot, splits) => splits.map(chart.format) },
    ],
    series: [{}, ...chart.series.map((series) => seriesOptions(series, setting))],
    cursor: {
      sync: { key: setting.syncKey, setSeries: false },
      drag: { x: true, y: false, setScale: false },
      y: false,
      points: { size: 6 },
      bind: { dblclick: () => () => (setting.onBack(), null) },
    },
    hooks: {
      setCursor: [(plot) => setting.onCursor(plot.cursor.idx ?? null)],
      setSelect: [(plot) => select(plot, setting)],
      draw: [(plot) => drawMarkers(plot, chart, setting)],
    },
  };
}

function seriesOptions(series: ChartSeries, { colorOf }: Setting): uPlot.Series {
  const color = colorOf(series.color);
  if (series.style === "bars") {
    const bars = uPlot.paths.bars?.({ size: [0.82, 24], align: 1, radius: 0.15 });
    return { label: series.name, fill: color, width: 0, points: { show: false }, ...(bars && { paths: bars }) };
  }
  const dash = dashes[series.style];
  return { label: series.name, stroke: color, width: 1.75, points: { show: false }, spanGaps: false, ...(dash && { dash }) };
}

const markerDash = [4, 3];

function drawMarkers(plot: uPlot, { markers }: Chart, { colorOf }: Setting): void {
  const { ctx, bbox } = plot;
  for (const { atSeconds, color } of markers) {
    const x = Math.round(plot.valToPos(atSeconds, "x", true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.save();
    ctx.strokeStyle = colorOf(color);
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash(markerDash.map((length) => length * devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  }
}

function select(plot: uPlot, { onZoom }: Setting): void {
  const { left, width } = plot.select;
  if (width < 4) return;
  onZoom({ fromMs: plot.posToVal(left, "x") * 1_000, toMs: plot.posToVal(left + width, "x") * 1_000 });
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

/** `14:30`; at midnight, or where a tick spans days, the day. */
function clockLabels(tzDate: (seconds: number) => Date): uPlot.Axis.DynamicValues {
  const two = (value: number) => String(value).padStart(2, "0");
  return (...[, splits, , , increment]) =>
    splits.map((split) => {
      const date = tzDate(split);
      const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
      const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
      if (increment >= 86_400 || (clock === "00:00" && increment >= 3_600)) return day;
      return increment < 60 ? `${clock}:${two(date.getSeconds())}` : clock;
    });
}
