import type { CSSProperties, MouseEvent, ReactNode } from "react";
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { isPlainClick } from "#ui/design/table.tsx";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import { useNarrow } from "../use-narrow.ts";
import { CellActions, useHoveredCell } from "./cell-actions.tsx";
import { rowTop, totalHeight } from "../rows/row-window.ts";
import { slotsOf, useRowWindow } from "../rows/use-row-window.ts";
import type { ColumnSpec } from "./columns.ts";
import { ExchangeCard } from "./exchange-card.tsx";
import { ExchangeRowView, rowElementId } from "./exchange-row.tsx";
import { peekHeight, RowPeek } from "./row-peek.tsx";
import type { RowCursor } from "./use-row-cursor.ts";
import "./list.css";

const cardHeight = 84;
const headHeight = 32;
const rowHeights = { compact: 32, comfortable: 42 } as const;

interface ExchangeTableProps {
  readonly rows: readonly ExchangeRow[];
  readonly columns: readonly ColumnSpec[];
  /** Whether the rows are of more than one day. */
  readonly dated: boolean;
  readonly density: keyof typeof rowHeights;
  readonly cursor: RowCursor;
  readonly expanded: string | undefined;
  readonly onExpand: (id: string | undefined) => void;
  readonly onBeside: (id: string) => void;
  readonly onFilter: (field: string, value: string, operator: "=" | "!=") => void;
  readonly onScroll: (scrollTop: number) => void;
  readonly initialScroll: number;
  readonly onNearEnd: () => void;
  readonly stale: boolean;
  /** Below the last row. */
  readonly footer: ReactNode;
}

/** How many rows before the end older ones are asked for. */
const nearEnd = 40;

/** The list as a virtualized grid of fixed rows; cards on a phone. */
export function ExchangeTable(props: ExchangeTableProps) {
  const { rows, columns, dated, cursor, expanded, onExpand, onBeside, onFilter, onScroll, initialScroll, onNearEnd, stale, footer } = props;
  const narrow = useNarrow();
  const height = narrow ? cardHeight : rowHeights[props.density];
  const scroller = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const longestMicros = useMemo(() => rows.reduce((longest, row) => Math.max(longest, row.durationMicros), 0), [rows]);
  const context = useMemo(() => ({ longestMicros, dated }), [longestMicros, dated]);
  const unfolded = narrow || expanded === undefined ? -1 : rows.findIndex((row) => row.id === expanded);
  const geometry = { count: rows.length, rowHeight: height, unfolded, unfoldedExtra: peekHeight };
  const { window, follow, show } = useRowWindow({ scroller, geometry, head: narrow ? 0 : headHeight });
  const restore = useEffectEvent(() => void scroller.current?.scrollTo({ top: initialScroll }));
  useLayoutEffect(() => restore(), []);
  useEffect(() => {
    if (window.end >= rows.length - nearEnd) onNearEnd();
  }, [window.end, rows.length, onNearEnd]);
  const activeIndex = cursor.active === null ? -1 : rows.findIndex((row) => row.id === cursor.active);
  const followCursor = useEffectEvent(() => activeIndex >= 0 && show(activeIndex));
  useEffect(() => {
    if (cursor.moved > 0) followCursor();
  }, [cursor.moved]);
  const hovered = useHoveredCell({ sheet, scroller, columns, rowOf: (id) => byId.get(id) });

  function click(event: MouseEvent) {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]")?.dataset["row"] : undefined;
    const inPeek = event.target instanceof Element && event.target.closest("[data-peek]") !== null;
    if (id === undefined || inPeek || narrow || !isPlainClick(event)) return;
    cursor.set(id);
    onExpand(id === expanded ? undefined : id);
  }

  const tracks = { "--exchange-tracks": columns.map(({ track }) => track).join(" ") } as CSSProperties;
  const minWidth = narrow ? undefined : columns.reduce((sum, { least }) => sum + least, 0);
  return (
    <div
      ref={scroller}
      id="exchange-scroller"
      onScroll={(event) => {
        follow();
        onScroll(event.currentTarget.scrollTop);
      }}
      className="min-h-0 grow overflow-auto scroll-pt-8 -outline-offset-2 outline-accent"
      style={tracks}
    >
      <div ref={sheet} style={{ minWidth }} className={classNames("relative transition-opacity duration-150", stale && "opacity-55")}>
        <div
          id="exchange-grid"
          role="grid"
          aria-label="Exchanges"
          aria-rowcount={rows.length + 1}
          aria-colcount={narrow ? 1 : columns.length}
          aria-multiselectable
          tabIndex={0}
          aria-activedescendant={activeIndex >= window.first && activeIndex < window.end ? rowElementId(cursor.active ?? "") : undefined}
          onKeyDown={cursor.press}
          onClick={click}
          className="outline-none"
        >
          <HeadRow columns={columns} narrow={narrow} />
          <div
            role="rowgroup"
            className="relative"
            style={{ height: totalHeight(geometry) }}
            onPointerOver={hovered.onPointerOver}
            onPointerLeave={hovered.onPointerLeave}
          >
            {slotsOf(window).map(({ index, slot }) => {
              const row = rows[index];
              if (row === undefined) return null;
              const place = { row, index, top: rowTop(geometry, index), height, active: index === activeIndex };
              if (narrow) return <ExchangeCard key={slot} {...place} dated={dated} />;
              return (
                <ExchangeRowView
                  key={slot}
                  {...place}
                  {...{ columns, context }}
                  activeColumn={index === activeIndex ? cursor.column : null}
                  picked={cursor.picked.has(row.id)}
                >
                  {row.id === expanded ? <RowPeek row={row} columns={columns.length} onBeside={() => onBeside(row.id)} /> : undefined}
                </ExchangeRowView>
              );
            })}
          </div>
        </div>
        {!narrow && <CellActions target={hovered.target} onFilter={onFilter} onLeave={hovered.onPointerLeave} />}
      </div>
      {footer}
    </div>
  );
}

function HeadRow({ columns, narrow }: { readonly columns: readonly ColumnSpec[]; readonly narrow: boolean }) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classNames(
        narrow
          ? "sr-only"
          : "exchange-grid sticky top-0 z-20 h-8 items-center border-b border-line bg-sunken text-xs font-medium text-muted",
      )}
    >
      {(narrow ? columns.slice(0, 1) : columns).map((column, at) => (
        <div
          key={column.id}
          role="columnheader"
          aria-colindex={at + 1}
          className={classNames("truncate px-2 first:pl-4", column.align === "end" && "text-right")}
        >
          {narrow ? "Exchange" : column.title}
        </div>
      ))}
    </div>
  );
}
