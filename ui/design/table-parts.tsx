import { ArrowDown, ArrowUp, ChevronRight } from "lucide-react";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import type { Column, Sort } from "#ui/design/table-columns.ts";
import { alignment, headClass } from "#ui/design/table-columns.ts";

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

export function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const sorted = sort?.column === column.id ? sort : undefined;
  const className = classNames(headClass, alignment(column), column.width);
  if (column.sortBy === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className} data-tooltip={column.tooltip}>
        {column.header}
      </th>
    );
  }
  const descending = sorted === undefined ? column.align === "end" : !sorted.descending;
  const Arrow = (sorted?.descending ?? descending) ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={sorted === undefined ? undefined : sorted.descending ? "descending" : "ascending"} className={className}>
      <button
        type="button"
        data-tooltip={column.tooltip}
        onClick={() => onSort({ column: column.id, descending })}
        className={classNames(
          "group/sort -mx-1.5 inline-flex h-6 items-center gap-1 rounded-sm px-1.5 font-medium hover:text-ink",
          column.align === "end" && "flex-row-reverse",
          sorted && "text-ink",
        )}
      >
        {column.header}
        <Arrow aria-hidden className={classNames("size-3", sorted ? "" : "opacity-0 group-hover/sort:opacity-60")} />
      </button>
    </th>
  );
}

export function ExpandButton({ open, onToggle }: { readonly open: boolean; readonly onToggle: () => void }) {
  return (
    <IconButton
      label={open ? "Hide details" : "Show details"}
      size="sm"
      aria-expanded={open}
      icon={<ChevronRight aria-hidden className={classNames("transition-transform", open && "rotate-90")} />}
      onClick={onToggle}
      className="aria-expanded:bg-transparent!"
    />
  );
}
