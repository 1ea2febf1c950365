import type { ExchangeRow } from "../queries/list-exchanges.ts";

export interface ColumnSpec {
  readonly id: string;
  readonly title: string;
  /** A track of a CSS grid. */
  readonly track: string;
  /** Pixels that the column needs at least; together they decide when the table scrolls sideways. */
  readonly least: number;
  readonly align?: "end";
  /** The field of the query language and the row's value, for include and exclude. */
  readonly filter?: { readonly field: string; readonly value: (row: ExchangeRow) => string };
}

type Size = readonly [least: number, share: number];
type Name = readonly [id: string, title: string];

const spec = ([id, title]: Name, [least, share]: Size, rest: Pick<ColumnSpec, "align" | "filter"> = {}): ColumnSpec => ({
  id,
  title,
  least,
  track: share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`,
  ...rest,
});

const filter = (field: string, value: (row: ExchangeRow) => string): Pick<ColumnSpec, "filter"> => ({ filter: { field, value } });

export const columnSpecs: readonly ColumnSpec[] = [
  spec(["time", "Time"], [116, 0]),
  spec(
    ["status", "Status"],
    [106, 0],
    filter("status", (row) => row.status),
  ),
  spec(
    ["environment", "Environment"],
    [104, 0],
    filter("environment", (row) => row.environment),
  ),
  spec(
    ["app", "App"],
    [108, 0.8],
    filter("app", (row) => row.app),
  ),
  spec(
    ["route", "Route"],
    [116, 1.1],
    filter("route", (row) => row.route),
  ),
  spec(
    ["exchangeId", "Exchange id"],
    [118, 0],
    filter("exchange", (row) => row.exchangeId),
  ),
  spec(["duration", "Duration"], [122, 0.3]),
  spec(
    ["error", "Error"],
    [120, 2.2],
    filter("errorClass", (row) => row.errorClass),
  ),
  spec(
    ["failedNode", "Failed at"],
    [96, 0],
    filter("failedNode", (row) => row.failedNode),
  ),
  spec(["attempts", "Tries"], [46, 0], { align: "end" }),
  spec(["steps", "Steps"], [56, 0], { align: "end" }),
  spec(["attributes", "Attributes"], [108, 1.3]),
  spec(
    ["instance", "Instance"],
    [140, 0.8],
    filter("instance", (row) => row.instance),
  ),
  spec(
    ["traceId", "Trace"],
    [118, 0],
    filter("trace", (row) => row.traceId),
  ),
];

export type ColumnId = string;

export const usualColumns: readonly ColumnId[] = [
  "time",
  "status",
  "app",
  "route",
  "exchangeId",
  "duration",
  "error",
  "attempts",
  "attributes",
];

/** What the time column needs when its rows are of more than one day. */
const datedTime = spec(["time", "Time"], [156, 0]);

/** The columns a link names, in its order; unknown names are skipped, and a link that names none gets the usual ones. */
export function columnsOf(text: string | undefined, dated = false): readonly ColumnSpec[] {
  return chosenColumns(text).map((column) => (dated && column.id === "time" ? datedTime : column));
}

function chosenColumns(text: string | undefined): readonly ColumnSpec[] {
  const named = (text ?? "").split(",").flatMap((id) => columnSpecs.find((column) => column.id === id) ?? []);
  const chosen = [...new Set(named)];
  return chosen.length > 0 ? chosen : usualColumns.flatMap((id) => columnSpecs.find((column) => column.id === id) ?? []);
}

/** How a link names them; undefined for the usual ones. */
export function columnsText(ids: readonly ColumnId[]): string | undefined {
  const text = ids.join(",");
  return text === usualColumns.join(",") || text === "" ? undefined : text;
}

/** The column moved by one place, as far as there is one. */
export function movedColumn(ids: readonly ColumnId[], id: ColumnId, by: 1 | -1): readonly ColumnId[] {
  const from = ids.indexOf(id);
  const to = Math.min(ids.length - 1, Math.max(0, from + by));
  return ids.filter((one) => one !== id).toSpliced(to, 0, id);
}
