import type { ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";

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
  /** What the column is sorted by; absent values go last. */
  readonly sortBy?: (row: Row) => string | number | null;
  readonly cell: (row: Row) => ReactNode;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export const tableClass = "w-full border-separate border-spacing-0 text-sm";
export const headClass =
  "sticky top-0 z-10 h-8 border-b border-line bg-sunken px-3 text-xs font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4";
export const cellClass = "border-b border-line px-3 whitespace-nowrap first:pl-4 last:pr-4 group-last/row:border-b-0";
export const rowClass = "group/row hover:bg-hover/60";
export const rowHeights = { compact: "h-9", comfortable: "h-11" } as const;

export function alignment<Row>(column: Column<Row>): string {
  return classNames(column.align === "end" ? "text-right tabular" : "text-left", column.wideOnly === true && "max-sm:hidden");
}

/** `p95` is ascending, `-p95` descending: how a sort stands in the URL. */
export function readSort(text: string): Sort {
  return text.startsWith("-") ? { column: text.slice(1), descending: true } : { column: text, descending: false };
}

export function writeSort({ column, descending }: Sort): string {
  return descending ? `-${column}` : column;
}

/** A sorted copy; rows without a value stay at the end in both directions. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const sortBy = columns.find((column) => column.id === sort.column)?.sortBy;
  if (sortBy === undefined) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const left = sortBy(a);
    const right = sortBy(b);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (typeof left === "number" && typeof right === "number" ? left - right : String(left).localeCompare(String(right)));
  });
}
