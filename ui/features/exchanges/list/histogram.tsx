import { ChevronLeft, Table2, ZoomIn } from "lucide-react";
import type { KeyboardEvent, PointerEvent } from "react";
import { useMemo, useRef, useState } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { statusLooks, toneText } from "#ui/design/exchange-status.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import { formatInstant, formatMinute } from "#ui/lib/format/instant.ts";
import { formatCompact, formatCount } from "#ui/lib/format/number.ts";
import { usePreferences } from "#ui/lib/preferences.ts";
import type { RangeMs } from "#ui/lib/range/range.ts";
import { brushedRange, bucketAt, movedCursor } from "./brush.ts";
import type { Histogram } from "./histogram-bars.ts";
import { histogramBars, occurring } from "./histogram-bars.ts";
import { HistogramBars } from "./histogram-chart.tsx";
import { HistogramTable } from "./histogram-table.tsx";

interface HistogramProps {
  readonly histogram: Histogram;
  readonly stale: boolean;
  readonly onZoom: (range: RangeMs) => void;
  /** One range back; false when there is none. */
  readonly onBack: () => boolean;
}

interface Brush {
  readonly anchor: number;
  readonly head: number;
}

/** Matches over time by status. Dragging, or the arrow keys with Shift and Enter, zoom in; Escape and a double click go back. */
export function HistogramView({ histogram, stale, onZoom, onBack }: HistogramProps) {
  const { zone } = usePreferences();
  const [brush, setBrush] = useState<Brush | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const dragging = useRef(false);
  const { bars, top } = useMemo(() => histogramBars(histogram), [histogram]);
  const count = bars.length;
  const grid = { ...histogram, fromMs: Date.parse(histogram.range.from), toMs: Date.parse(histogram.range.to) };

  function zoom({ anchor, head }: Brush) {
    const range = brushedRange(grid, anchor, head);
    setBrush(null);
    if (range !== null) onZoom(range);
  }

  function bucketUnder(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return bucketAt((event.clientX - left) / width, count);
  }

  function press(event: KeyboardEvent) {
    const cursor = brush?.head ?? hover ?? count - 1;
    const moved = movedCursor(event.key, brush === null && hover === null && event.key.startsWith("Arrow") ? count : cursor, count);
    if (moved !== null) {
      setHover(moved);
      setBrush(event.shiftKey ? { anchor: brush?.anchor ?? cursor, head: moved } : null);
    } else if (event.key === "Enter" && (brush !== null || hover !== null)) zoom(brush ?? { anchor: cursor, head: cursor });
    else if (event.key === "Escape") {
      if (brush !== null) setBrush(null);
      else if (!onBack()) return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const pointed = hover === null ? undefined : bars[hover];
  return (
    <section aria-label="Exchanges over time" className="border-b border-line bg-surface">
      <div className="flex h-8 items-center gap-4 overflow-hidden pr-2 pl-4 text-xs">
        <div className="flex min-w-0 grow items-center gap-3 overflow-hidden whitespace-nowrap">
          {pointed === undefined ? (
            <Legend entries={occurring(histogram)} />
          ) : (
            <>
              <span className="font-medium tabular">{formatInstant(pointed.at, zone).slice(0, -4)}</span>
              {pointed.total === 0 ? <span className="text-muted">none</span> : <Legend entries={pointed.segments} />}
            </>
          )}
        </div>
        {brush !== null && (
          <IconButton size="sm" label="Zoom into the selection" keys="Enter" icon={<ZoomIn aria-hidden />} onClick={() => zoom(brush)} />
        )}
        <IconButton size="sm" label="Back to the range before" keys="Escape" icon={<ChevronLeft aria-hidden />} onClick={onBack} />
        <IconButton
          size="sm"
          label="Show as a table"
          aria-pressed={asTable}
          icon={<Table2 aria-hidden />}
          onClick={() => setAsTable(!asTable)}
        />
      </div>
      {asTable ? (
        <HistogramTable histogram={histogram} onZoom={(at) => zoom({ anchor: at, head: at })} />
      ) : (
        <div className={classNames("px-4 pb-1 transition-opacity", stale && "opacity-55")}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application handles its own keys */}
          <div
            role="application"
            aria-roledescription="chart"
            aria-label={`Exchanges over time. ${pointed === undefined ? "Arrow keys walk, Shift selects, Enter zooms in, Escape goes back." : spoken(pointed)}`}
            tabIndex={0}
            onKeyDown={press}
            onBlur={() => setHover(null)}
            onDoubleClick={() => onBack()}
            onPointerDown={(event) => {
              if (event.button !== 0) return;
              dragging.current = true;
              event.currentTarget.setPointerCapture(event.pointerId);
              const at = bucketUnder(event);
              setBrush({ anchor: at, head: at });
            }}
            onPointerMove={(event) => {
              const at = bucketUnder(event);
              setHover(at);
              if (dragging.current && brush !== null) setBrush({ ...brush, head: at });
            }}
            onPointerUp={() => {
              dragging.current = false;
              if (brush !== null && brush.anchor !== brush.head) zoom(brush);
              else setBrush(null);
            }}
            onPointerLeave={() => !dragging.current && setHover(null)}
            className="relative h-14 cursor-crosshair touch-pan-y select-none md:h-16"
          >
            <HistogramBars bars={bars} hover={hover} brush={brush} />
            <span aria-hidden className="pointer-events-none absolute top-0 right-0 bg-surface/80 pl-1 text-2xs text-faint tabular">
              {bars.some(({ total }) => total > 0) && formatCompact(top)}
            </span>
          </div>
          <div aria-hidden className="mt-0.5 flex justify-between text-2xs text-muted tabular">
            <span>{formatMinute(histogram.range.from, zone)}</span>
            <span>{formatMinute(histogram.range.to, zone)}</span>
          </div>
        </div>
      )}
    </section>
  );

  function spoken({ at, total, segments }: NonNullable<typeof pointed>): string {
    const parts = segments.map(({ status, count }) => `${formatCount(count)} ${statusLooks[status].word.toLowerCase()}`);
    return `${formatInstant(at, zone)}: ${total === 0 ? "none" : parts.join(", ")}`;
  }
}

function Legend({ entries }: { readonly entries: readonly { readonly status: keyof typeof statusLooks; readonly count: number }[] }) {
  return entries.map(({ status, count }) => {
    const { icon: Icon, word, tone } = statusLooks[status];
    return (
      <span key={status} className="inline-flex items-center gap-1">
        <Icon aria-hidden className={classNames("size-3", toneText[tone])} />
        <span className="text-muted">{word}</span>
        <span className="font-medium tabular">{formatCount(count)}</span>
      </span>
    );
  });
}
