import type { KeyboardEvent } from "react";
import { useId, useMemo, useRef, useState } from "react";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { rowTop, totalHeight } from "../rows/row-window.ts";
import { slotsOf, useRowWindow } from "../rows/use-row-window.ts";
import { useNarrow } from "../use-narrow.ts";
import type { TimeScale } from "./time-scale.ts";
import { placeOf, ticksOf } from "./time-scale.ts";
import { treeMove } from "./tree-keys.ts";
import type { Branch, VisibleRow } from "./visible-rows.ts";
import { visibleRows } from "./visible-rows.ts";
import type { RowLook } from "./waterfall-row.tsx";
import { rowHeights, WaterfallRow } from "./waterfall-row.tsx";
import "./waterfall.css";

interface Timed<N> extends Branch<N> {
  readonly offsetMicros: number;
  readonly durationMicros: number;
}

interface WaterfallProps<N extends Timed<N>> {
  readonly label: string;
  /** What a row is. */
  readonly rowTitle: string;
  readonly roots: readonly N[];
  readonly scale: TimeScale;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  readonly isInitiallyOpen: (node: N) => boolean;
  readonly keeps: (node: N) => boolean;
  readonly lookOf: (node: N, row: VisibleRow<N>) => RowLook;
}

/** A tree and its waterfall in one virtualized view, walked with the arrow keys. */
export function Waterfall<N extends Timed<N>>(props: WaterfallProps<N>) {
  const { label, rowTitle, roots, scale, selected, onSelect, isInitiallyOpen, keeps, lookOf } = props;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => visibleRows(roots, { isOpen: (node) => isInitiallyOpen(node) !== toggled.has(node.key), keeps }),
    [roots, toggled, isInitiallyOpen, keeps],
  );
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const height = rowHeights[useNarrow() ? "narrow" : "wide"];
  const geometry = { count: rows.length, rowHeight: height, unfolded: -1, unfoldedExtra: 0 };
  const { window, follow, show } = useRowWindow({ scroller, geometry, head: 0 });

  function toggle(key: string) {
    setToggled((before) => (before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key])));
  }

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeMove(event.key, rows, selected);
    if (move === null) return;
    event.preventDefault();
    event.stopPropagation();
    if ("toggle" in move) return toggle(move.toggle);
    onSelect(move.select);
    show(rows.findIndex((row) => row.node.key === move.select));
  }

  return (
    <div className="flex h-full min-h-0 flex-col">
      <Axis scale={scale} title={rowTitle} />
      <div
        ref={scroller}
        role="tree"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={rows.some((row) => row.node.key === selected) ? `${id}-${selected}` : undefined}
        onKeyDown={press}
        onScroll={follow}
        className="min-h-0 grow overflow-y-auto -outline-offset-2"
      >
        <div role="presentation" className="relative" style={{ height: totalHeight(geometry) }}>
          {slotsOf(window).map(({ index, slot }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const { node, depth, expandable, open } = row;
            return (
              <WaterfallRow
                key={slot}
                id={`${id}-${node.key}`}
                look={lookOf(node, row)}
                {...{ depth, expandable, open, height }}
                selected={node.key === selected}
                place={placeOf(scale, node)}
                durationMicros={node.durationMicros}
                top={rowTop(geometry, index)}
                onToggle={() => toggle(node.key)}
                onSelect={() => onSelect(node.key)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Axis({ scale, title }: { readonly scale: TimeScale; readonly title: string }) {
  return (
    <div
      aria-hidden
      className="waterfall-grid waterfall-axis h-7 shrink-0 items-center border-b border-line bg-sunken pr-3 text-2xs text-muted"
    >
      <div className="pl-4 font-medium">{title}</div>
      <div className="waterfall-track relative h-full">
        {ticksOf(scale, 6).map((tick) => (
          <span
            key={tick}
            className="absolute top-0 flex h-full items-center border-l border-line pl-1 whitespace-nowrap tabular"
            style={{ insetInlineStart: `${(tick / scale.spanMicros) * 100}%` }}
          >
            {tick === 0 ? "0" : formatDuration(tick)}
          </span>
        ))}
      </div>
      <div className="waterfall-duration text-right font-medium">Time</div>
    </div>
  );
}
