import type { MouseEvent, ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { usePreferences } from "#ui/lib/preferences.ts";

export interface Column<Row> {
  readonly id: string;
  readonly header: ReactNode;
  /** For headers that are not self-explaining. */
  readonly tooltip?: string;
  readonly align?: "start" | "end";
  /** Tailwind width, e.g. `w-40`; one column without a width takes the rest. */
  readonly width?: string;
  /** Hidden below 640 px. */
  readonly wideOnly?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Opens the row on a click anywhere in it; a link in a cell must offer the same to the keyboard. */
  readonly onOpen?: (row: Row) => void;
  /** Old rows are kept, dimmed, while new ones are on their way. */
  readonly stale?: boolean;
}

export const tableClass = "w-full border-separate border-spacing-0 text-sm";
export const headClass = "sticky top-0 z-10 h-8 border-b border-line bg-sunken px-3 text-xs font-medium text-muted first:pl-4 last:pr-4";
export const cellClass = "border-b border-line px-3 first:pl-4 last:pr-4 group-last/row:border-b-0";
export const rowClass = "group/row hover:bg-hover/60";
export const rowHeights = { compact: "h-9", comfortable: "h-11" } as const;

export function Table<Row>({ label, columns, rows, rowKey, onOpen, stale = false }: TableProps<Row>) {
  const { density } = usePreferences();
  return (
    // A scrollable region must be reachable by keyboard; it scrolls only where the columns do not fit.
    <div tabIndex={0} role="region" aria-label={label} className={classNames("overflow-x-auto rounded-[inherit] transition-opacity", stale && "opacity-55")}>
      <table aria-label={label} className={tableClass}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classNames(headClass, placement(column), column.width)}>
                {column.tooltip === undefined ? column.header : <span data-tooltip={column.tooltip}>{column.header}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={classNames(rowClass, onOpen && "cursor-pointer")}
              onClick={onOpen && ((event) => isPlainClick(event) && onOpen(row))}
            >
              {columns.map((column) => (
                <td key={column.id} className={classNames(cellClass, rowHeights[density], placement(column))}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function placement<Row>(column: Column<Row>): string {
  return classNames(column.align === "end" ? "text-right tabular" : "text-left", column.wideOnly === true && "max-sm:hidden");
}

/** Not the end of a text selection, and not meant for a control inside the row. */
export function isPlainClick(event: MouseEvent): boolean {
  const inControl = event.target instanceof Element && event.target.closest("a, button, input, label, summary") !== null;
  return !inControl && !event.metaKey && !event.ctrlKey && (getSelection()?.toString() ?? "") === "";
}
