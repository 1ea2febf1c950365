import type { ReactNode } from "react";
import { memo } from "react";
import { classNames } from "#ui/design/class-names.ts";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import type { CellContext } from "./cells.tsx";
import { cells } from "./cells.tsx";
import type { ColumnSpec } from "./columns.ts";

interface RowProps {
  readonly row: ExchangeRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly columns: readonly ColumnSpec[];
  readonly context: CellContext;
  readonly active: boolean;
  readonly activeColumn: number | null;
  readonly picked: boolean;
  /** What is shown below the row when it is unfolded. */
  readonly children?: ReactNode;
}

export function rowElementId(id: string): string {
  return `row-${id}`;
}

/** A row of the grid at its place in the scrolled body. */
export const ExchangeRowView = memo(function ExchangeRowView(props: RowProps) {
  const { row, index, top, height, columns, context, active, activeColumn, picked, children } = props;
  return (
    <div
      role="row"
      id={rowElementId(row.id)}
      aria-rowindex={index + 2}
      aria-selected={picked}
      data-row={row.id}
      style={{ translate: `0 ${top}px` }}
      className={classNames(
        "exchange-row absolute inset-x-0 top-0 border-b border-line/70",
        row.status === "failed" && "row-failed",
        children === undefined ? "" : "bg-surface",
      )}
    >
      <div
        role="presentation"
        style={{ height }}
        className={classNames(
          "exchange-grid cursor-default items-center text-sm",
          picked ? "bg-accent-soft" : active ? "bg-hover" : "hover:bg-hover/70",
        )}
      >
        {columns.map((column, at) => (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={at + 1}
            data-column={column.filter === undefined ? undefined : column.id}
            className={classNames(
              "min-w-0 truncate px-2 first:pl-4",
              column.align === "end" && "text-right tabular",
              active && activeColumn === at && "outline-2 -outline-offset-2 outline-accent",
            )}
          >
            {cells[column.id]?.(row, context)}
          </div>
        ))}
      </div>
      {children}
    </div>
  );
});
