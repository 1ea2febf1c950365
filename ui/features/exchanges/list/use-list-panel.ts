import { useCallback } from "react";
import { useNarrow } from "../use-narrow.ts";
import type { ChangeSearch, ListSearch } from "./use-list-search.ts";

interface ListPanel {
  /** The exchange beside the list; a phone has no room for one. */
  readonly panel: string | undefined;
  readonly hasRoom: boolean;
  readonly openBeside: (id: string | undefined) => void;
  /** Unfolds a row; while the panel is open, shows it there. */
  readonly expand: (id: string | undefined) => void;
}

/** Where an exchange is looked at without leaving the list: below its row, or beside the list. */
export function useListPanel(search: ListSearch, change: ChangeSearch): ListPanel {
  const hasRoom = !useNarrow();
  const panel = hasRoom ? search.panel : undefined;
  const openBeside = useCallback((id: string | undefined) => change({ panel: id, sel: undefined }, { replace: true }), [change]);
  const expand = useCallback(
    (id: string | undefined) => {
      if (panel === undefined) change({ sel: id }, { replace: true });
      else if (id !== undefined) openBeside(id);
    },
    [change, openBeside, panel],
  );
  return { panel, hasRoom, openBeside, expand };
}
