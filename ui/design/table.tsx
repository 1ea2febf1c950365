import type { MouseEvent, ReactNode } from "react";
import { Fragment, useState } from "react";
import { classNames } from "#ui/design/class-names.ts";
import type { Column, Sort } from "#ui/design/table-columns.ts";
import { alignment, cellClass, rowClass, rowHeights, tableClass } from "#ui/design/table-columns.ts";
import { ExpandButton, HeaderCell } from "#ui/design/table-parts.tsx";
import { usePreferences } from "#ui/lib/preferences.ts";

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Opens the row on a click anywhere in it; a link in a cell must offer the same to the keyboard. */
  readonly onOpen?: (row: Row) => void;
  /** What unfolds under a row. */
  readonly details?: (row: Row) => ReactNode;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** Old rows are kept, dimmed, while new ones are on their way. */
  readonly stale?: boolean;
}

export function Table<Row>({ label, columns, rows, rowKey, onOpen, details, sort, onSort, stale = false }: TableProps<Row>) {
  const { density } = usePreferences();
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setUnfolded((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]));
  const act = details === undefined ? onOpen : (row: Row) => toggle(rowKey(row));
  return (
    // A scrollable region must be reachable by keyboard; it scrolls only where the columns do not fit.
    <div
      tabIndex={0}
      role="region"
      aria-label={label}
      className={classNames("overflow-x-auto rounded-[inherit] transition-opacity", stale && "opacity-55")}
    >
      <table aria-label={label} className={tableClass}>
        <thead>
          <tr>
            {details !== undefined && (
              <th scope="col" className="w-9 border-b border-line bg-sunken">
                <span className="sr-only">Details</span>
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            const open = unfolded.has(key);
            return (
              <Fragment key={key}>
                <tr className={classNames(rowClass, act && "cursor-pointer")} onClick={act && ((event) => isPlainClick(event) && act(row))}>
                  {details !== undefined && (
                    <td className="border-b border-line pl-2 group-last/row:border-b-0">
                      <ExpandButton open={open} onToggle={() => toggle(key)} />
                    </td>
                  )}
                  {columns.map((column) => (
                    <td key={column.id} className={classNames(cellClass, rowHeights[density], alignment(column))}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
                {open && details !== undefined && (
                  <tr>
                    <td colSpan={columns.length + 1} className="border-b border-line bg-sunken px-4 py-3">
                      {details(row)}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Not the end of a text selection, and not meant for a control inside the row. */
export function isPlainClick(event: MouseEvent): boolean {
  const inControl = event.target instanceof Element && event.target.closest("a, button, input, label, summary") !== null;
  return !inControl && !event.metaKey && !event.ctrlKey && (getSelection()?.toString() ?? "") === "";
}
