import { memo } from "react";
import { statusLooks, toneText } from "#ui/design/exchange-status.ts";
import type { HistogramBar } from "./histogram-bars.ts";

interface HistogramBarsProps {
  readonly bars: readonly HistogramBar[];
  readonly hover: number | null;
  readonly brush: { readonly anchor: number; readonly head: number } | null;
}

/** Stacked bars in a drawing of one unit per bucket and a height of 100, stretched to its box. */
export function HistogramBars({ bars, hover, brush }: HistogramBarsProps) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, bars.length)} 100`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      <line x1={0} x2={bars.length} y1={100} y2={100} className="stroke-line" vectorEffect="non-scaling-stroke" />
      {hover !== null && <rect x={hover} width={1} height={100} className="fill-hover" />}
      <Stacks bars={bars} />
      {brush !== null && (
        <rect
          x={Math.min(brush.anchor, brush.head)}
          width={Math.abs(brush.head - brush.anchor) + 1}
          height={100}
          className="fill-accent/15 stroke-accent"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

/** Something that happened once among thousands must still be seen. */
const leastHeight = 2.5;

const Stacks = memo(function Stacks({ bars }: { readonly bars: readonly HistogramBar[] }) {
  return bars.map(({ at, segments }, index) =>
    segments.map(({ status, from, height }) => {
      const tall = Math.max(leastHeight, height * 100);
      return (
        <rect
          key={`${at}-${status}`}
          x={index + 0.09}
          width={0.82}
          y={100 - from * 100 - tall}
          height={tall}
          className={`fill-current ${status === "completed" ? "text-accent opacity-45" : toneText[statusLooks[status].tone]}`}
        />
      );
    }),
  );
});
