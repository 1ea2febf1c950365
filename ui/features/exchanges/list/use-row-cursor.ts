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
}

interface Acts {
  readonly rows: readonly ExchangeRow[];
  readonly columns: readonly ColumnSpec[];
  readonly expand: (id: string) => void;
  readonly open: (row: ExchangeRow) => void;
  readonly copyLink: (row: ExchangeRow) => void;
  readonly filter: (field: string, value: string, operator: "=" | "!=") => void;
}

/** Walking the list by keyboard: `j` `k` from anywhere on the page, arrows, Enter and cell keys while the list has the focus. */
export function useRowCursor({ rows, columns, expand, open, copyLink, filter }: Acts): RowCursor {
  const [active, setActive] = useState<string | null>(null);
  const [moved, setMoved] = useState(0);
  const [column, setColumn] = useState<number | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const at = rows.findIndex((row) => row.id === active);
  const row = rows[at];

  function goTo(index: number) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (next === undefined) return;
    setActive(next.id);
    setMoved((count) => count + 1);
    document.getElementById("exchange-grid")?.focus({ preventScroll: true });
  }

  function pick() {
    if (row === undefined) return;
    setPicked((before) => (before.has(row.id) ? new Set([...before].filter((id) => id !== row.id)) : new Set([...before, row.id])));
  }

  function filterCell(operator: "=" | "!=") {
    const cell = column === null ? undefined : columns[column]?.filter;
    if (cell !== undefined && row !== undefined && cell.value(row) !== "") filter(cell.field, cell.value(row), operator);
  }

  useHotkeys([
    { keys: "j", label: "Next row", group: "Lists", run: () => goTo(at + 1) },
    { keys: "k", label: "Previous row", group: "Lists", run: () => goTo(at - 1) },
    { keys: "o", label: "Open the exchange", group: "Lists", run: () => row && open(row) },
    { keys: "x", label: "Pick the row", group: "Lists", run: pick },
    { keys: "y", label: "Copy a link to the exchange", group: "Lists", run: () => row && copyLink(row) },
  ]);

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => goTo(at + 1),
    ArrowUp: () => goTo(at - 1),
    PageDown: () => goTo(at + 15),
    PageUp: () => goTo(at - 15),
    Home: () => goTo(0),
    End: () => goTo(rows.length - 1),
    ArrowRight: () => setColumn(Math.min(columns.length - 1, (column ?? -1) + 1)),
    ArrowLeft: () => setColumn(column === null || column === 0 ? null : column - 1),
    Enter: () => row && expand(row.id),
    " ": pick,
    f: () => filterCell("="),
    F: () => filterCell("!="),
    Escape: () => setPicked(new Set()),
  };

  function press(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.shiftKey && row !== undefined) return open(row);
    if (event.key === "Escape" && picked.size === 0) return;
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  return { active, moved, column, picked, set: setActive, clearPicked: () => setPicked(new Set()), press };
}
