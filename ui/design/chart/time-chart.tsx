import "uplot/dist/uPlot.min.css";
import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import { ChartLegend } from "#ui/design/chart/chart-legend.tsx";
import type { Chart } from "#ui/design/chart/chart.ts";
import { chartOptions } from "#ui/design/chart/chart-options.ts";
import { useColorScheme } from "#ui/design/chart/color-scheme.ts";
import { usePreferences } from "#ui/lib/preferences.ts";

interface TimeChartProps {
  readonly chart: Chart;
  /** Charts with the same key share their cursor. */
  readonly syncKey: string;
  /** A stretch was brushed. */
  readonly onZoom: (range: { readonly fromMs: number; readonly toMs: number }) => void;
  /** Double-click: one step back. */
  readonly onBack: () => void;
}

const heightPx = 208;

/** A chart over time. Its picture is for the eye; the same figures must be offered as a table. */
export function TimeChart(props: TimeChartProps) {
  // Colors are read once, when the canvas is drawn; another scheme needs another canvas.
  return <Plot key={useColorScheme()} {...props} />;
}

function Plot({ chart, syncKey, onZoom, onBack }: TimeChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { zone } = usePreferences();
  const [at, setAt] = useState<number | null>(null);
  const handlers = useRef({ onZoom, onBack });
  useEffect(() => {
    handlers.current = { onZoom, onBack };
  });

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const options = chartOptions(chart, {
      zone,
      syncKey,
      colorOf: (token) => colorOf(element, token),
      onCursor: setAt,
      onZoom: (range) => handlers.current.onZoom(range),
      onBack: () => handlers.current.onBack(),
    });
    const data = [chart.times, ...chart.series.map((series) => series.values)] as uPlot.AlignedData;
    const plot = new uPlot({ ...options, width: element.clientWidth, height: heightPx }, data, element);
    const watcher = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: heightPx }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [chart, zone, syncKey]);

  return (
    <div className="px-3 pt-2 pb-3">
      <ChartLegend chart={chart} at={at} />
      <div ref={frame} role="img" aria-label={`${chart.title} over time. Choose Table for the figures.`} className="h-52" />
    </div>
  );
}

/** The color a token has here and now, in a notation that a canvas understands. */
function colorOf(element: HTMLElement, token: string): string {
  const probe = element.ownerDocument.createElement("span");
  probe.style.color = `var(${token})`;
  element.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
