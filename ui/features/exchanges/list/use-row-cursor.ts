import type { KeyboardEvent } from "react";
import { useState } from "react";
import { useHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import type { ColumnSpec } from "./columns.ts";

export interface RowCursor {
  /** The row the keyboard is on, by id: new rows above do not move it. */
  readonly active: string | null;
  /** Counts the keyboard's moves, so that the view follows the keyboard but not the mouse. */
  readonly moved: number;
  /** The cell the keyboard is on, after the left or right arrow. */
  readonly column: number | null;
  readonly picked: ReadonlySet<string>;
  readonly set: (id: string) => void;
  readonly clearPicked: () => void;
  readonly press: (event: KeyboardEvent) => void;
  /** To the row so many places further down. */
  readonly walk: (by: number) => void;
}

interface Acts {
  readonly rows: readonly ExchangeRow[];
  readonly columns: readonly ColumnSpec[];
  readonly expand: (id: string) => void;
  readonly open: (row: ExchangeRow) => void;
  /** Beside the list, or no longer there. */
  readonly beside: (row: ExchangeRow) => void;
  /** The keyboard came to another row. */
  readonly arrive: (row: ExchangeRow) => void;
  readonly copyLink: (row: ExchangeRow) => void;
  readonly filter: (field: string, value: string, operator: "=" | "!=") => void;
}

const pageRows = 15;

/** Walking the list by keyboard: `j` `k` from anywhere on the page, arrows, Enter and cell keys while the list has the focus. */
export function useRowCursor({ rows, columns, expand, open, beside, arrive, copyLink, filter }: Acts): RowCursor {
  const [{ active, moved }, setPlace] = useState<Pick<RowCursor, "active" | "moved">>({ active: null, moved: 0 });
  const [column, setColumn] = useState<number | null>(null);
  const { picked, toggle, clear } = usePicked();
  const at = rows.findIndex((row) => row.id === active);
  const row = rows[at];

  function goTo(index: number) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (next === undefined) return;
    setPlace({ active: next.id, moved: moved + 1 });
    arrive(next);
    document.getElementById("exchange-grid")?.focus({ preventScroll: true });
  }

  const pick = () => row && toggle(row.id);

  const filterCell = (operator: "=" | "!=") => {
    const cell = filterOf(column === null ? undefined : columns[column], row);
    if (cell !== undefined) filter(cell.field, cell.value, operator);
  };

  const walk = (by: number) => goTo(at + by);
  useRowHotkeys({ walk, pick, beside: () => row && beside(row), copyLink: () => row && copyLink(row) });

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    PageDown: () => walk(pageRows),
    PageUp: () => walk(-pageRows),
    Home: () => goTo(0),
    End: () => goTo(rows.length - 1),
    ArrowRight: () => setColumn(Math.min(columns.length - 1, (column ?? -1) + 1)),
    ArrowLeft: () => setColumn(column === null || column === 0 ? null : column - 1),
    Enter: () => row && expand(row.id),
    " ": pick,
    f: () => filterCell("="),
    F: () => filterCell("!="),
    Escape: clear,
  };

  function press(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = event.key === "Enter" && event.shiftKey ? () => row && open(row) : keys[event.key];
    if (act === undefined || (event.key === "Escape" && picked.size === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  const set = (id: string) => setPlace({ active: id, moved });
  return { active, moved, column, picked, set, clearPicked: clear, press, walk };
}

interface RowHotkeys {
  readonly walk: (by: number) => void;
  readonly pick: () => void;
  readonly beside: () => void;
  readonly copyLink: () => void;
}

function useRowHotkeys({ walk, pick, beside, copyLink }: RowHotkeys): void {
  useHotkeys([
    { keys: "j", label: "Next row", group: "Lists", run: () => walk(1) },
    { keys: "k", label: "Previous row", group: "Lists", run: () => walk(-1) },
    { keys: "o", label: "Exchange beside the list", group: "Lists", run: beside },
    { keys: "x", label: "Pick the row", group: "Lists", run: pick },
    { keys: "y", label: "Copy a link to the exchange", group: "Lists", run: copyLink },
  ]);
}

function usePicked() {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setPicked((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  return { picked, toggle, clear: () => setPicked(new Set()) };
}

function filterOf(column: ColumnSpec | undefined, row: ExchangeRow | undefined) {
  if (column?.filter === undefined || row === undefined) return undefined;
  const value = column.filter.value(row);
  return value === "" ? undefined : { field: column.filter.field, value };
}
