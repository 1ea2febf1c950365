import { CircleMinus, CirclePlus } from "lucide-react";
import type { PointerEvent, RefObject } from "react";
import { useEffect, useState } from "react";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import type { ColumnSpec } from "./columns.ts";

export interface CellTarget {
  readonly field: string;
  readonly title: string;
  readonly value: string;
  /** Within the scrolled sheet. */
  readonly top: number;
  readonly right: number;
  readonly height: number;
}

interface CellActionsProps {
  readonly target: CellTarget | null;
  readonly onFilter: (field: string, value: string, operator: "=" | "!=") => void;
  readonly onLeave: (event: PointerEvent) => void;
}

/** Include, exclude and copy for the cell under the pointer or the cell cursor. One for the whole table. */
export function CellActions({ target, onFilter, onLeave }: CellActionsProps) {
  if (target === null || target.value === "") return null;
  const { field, title, value, top, right, height } = target;
  return (
    <div
      data-cell-actions
      onPointerLeave={onLeave}
      className="absolute z-10 flex items-center rounded-md bg-raised shadow-float"
      style={{ top: top + (height - 28) / 2, left: right, translate: "-100% 0" }}
    >
      <IconButton
        size="sm"
        label={`Only with this ${title.toLowerCase()}`}
        keys="f"
        icon={<CirclePlus aria-hidden />}
        onClick={() => onFilter(field, value, "=")}
      />
      <IconButton
        size="sm"
        label={`Without this ${title.toLowerCase()}`}
        keys="Shift+f"
        icon={<CircleMinus aria-hidden />}
        onClick={() => onFilter(field, value, "!=")}
      />
      <CopyButton text={value} label={`Copy ${title.toLowerCase()}`} />
    </div>
  );
}

interface Watched {
  readonly sheet: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly columns: readonly ColumnSpec[];
  readonly rowOf: (id: string) => ExchangeRow | undefined;
}

/** The cell under the pointer; gone as soon as the table scrolls. */
export function useHoveredCell({ sheet, scroller, columns, rowOf }: Watched) {
  const [target, setTarget] = useState<CellTarget | null>(null);
  useEffect(() => {
    const element = scroller.current;
    const clear = () => setTarget(null);
    element?.addEventListener("scroll", clear, { passive: true });
    return () => element?.removeEventListener("scroll", clear);
  }, [scroller]);

  function onPointerOver(event: PointerEvent) {
    if (event.pointerType === "touch" || !(event.target instanceof Element) || event.target.closest("[data-cell-actions]") !== null) return;
    const cell = event.target.closest<HTMLElement>("[data-column]");
    setTarget(cell === null || sheet.current === null ? null : cellTarget({ cell, sheet: sheet.current, columns, rowOf }));
  }
  function onPointerLeave(event: PointerEvent) {
    const stays = event.relatedTarget instanceof Element && event.relatedTarget.closest("[data-cell-actions], [data-column]") !== null;
    if (!stays) setTarget(null);
  }
  return { target, onPointerOver, onPointerLeave };
}

interface Found extends Pick<Watched, "columns" | "rowOf"> {
  readonly cell: HTMLElement;
  readonly sheet: HTMLElement;
}

function cellTarget({ cell, sheet, columns, rowOf }: Found): CellTarget | null {
  const column = columns.find(({ id }) => id === cell.dataset["column"]);
  const row = rowOf(cell.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? "");
  if (column?.filter === undefined || row === undefined) return null;
  const at = cell.getBoundingClientRect();
  const origin = sheet.getBoundingClientRect();
  return {
    field: column.filter.field,
    title: column.title,
    value: column.filter.value(row),
    top: at.top - origin.top,
    right: at.right - origin.left,
    height: at.height,
  };
}
