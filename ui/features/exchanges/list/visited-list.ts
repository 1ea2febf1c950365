/** What the list showed last, so that an exchange's page can go to the next one and back to the same place. */
interface VisitedList {
  readonly key: string;
  readonly rows: readonly { readonly id: string; readonly startTime: string }[];
  readonly scrollTop: number;
  /** The address: query, environment, time range, columns. */
  readonly search: Readonly<Record<string, unknown>>;
}

let visited: VisitedList = { key: "", rows: [], scrollTop: 0, search: {} };

export function rememberList(list: Partial<VisitedList>): void {
  visited = { ...visited, ...list };
}

/** Where the reader was in this list; 0 in another one. */
export function rememberedScroll(key: string): number {
  return visited.key === key ? visited.scrollTop : 0;
}

/** The address of the list as it was left. */
export function rememberedSearch(): VisitedList["search"] {
  return visited.search;
}

type Neighbor = VisitedList["rows"][number] | undefined;

/** The exchanges above and below in the list. */
export function neighborsOf(id: string): { readonly newer: Neighbor; readonly older: Neighbor } {
  const at = visited.rows.findIndex((row) => row.id === id);
  return at === -1 ? { newer: undefined, older: undefined } : { newer: visited.rows[at - 1], older: visited.rows[at + 1] };
}
