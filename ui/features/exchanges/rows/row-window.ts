/** Rows of one height below each other; one of them may be unfolded and then is taller. */
export interface RowGeometry {
  readonly count: number;
  readonly rowHeight: number;
  /** Its index, or -1. */
  readonly unfolded: number;
  readonly unfoldedExtra: number;
}

/** What is scrolled into view, in pixels. */
export interface RowView {
  readonly scrollTop: number;
  readonly viewport: number;
}

/** The rows to render, `end` excluded. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  /** The most rows a window of this view has: what elements are reused by. */
  readonly slots: number;
}

/** The window moves by this many rows at once, so that most scrolling renders nothing at all. */
const step = 8;

export function totalHeight({ count, rowHeight, unfolded, unfoldedExtra }: RowGeometry): number {
  return count * rowHeight + (unfolded === -1 ? 0 : unfoldedExtra);
}

export function rowTop({ rowHeight, unfolded, unfoldedExtra }: RowGeometry, index: number): number {
  return index * rowHeight + (unfolded !== -1 && index > unfolded ? unfoldedExtra : 0);
}

/** The rows in view and at least a step more on both sides. */
export function windowAt(geometry: RowGeometry, { scrollTop, viewport }: RowView): RowWindow {
  const seen = Math.ceil(viewport / geometry.rowHeight) + 1;
  const slots = Math.ceil(seen / step) * step + 3 * step;
  const first = Math.max(0, Math.floor(rowAt(geometry, scrollTop) / step) * step - step);
  return { first, end: Math.min(geometry.count, first + slots), slots };
}

function rowAt({ count, rowHeight, unfolded, unfoldedExtra }: RowGeometry, top: number): number {
  const below = unfolded !== -1 && top > (unfolded + 1) * rowHeight;
  const above = below ? Math.max((unfolded + 1) * rowHeight, top - unfoldedExtra) : top;
  return Math.min(Math.max(0, count - 1), Math.max(0, Math.floor(above / rowHeight)));
}

/** Where to scroll so that the row is in view below a sticky head; null when it is. */
export function scrollTopFor(
  geometry: RowGeometry,
  index: number,
  { scrollTop, viewport, head }: RowView & { readonly head: number },
): number | null {
  const top = rowTop(geometry, index);
  const height = geometry.rowHeight + (index === geometry.unfolded ? geometry.unfoldedExtra : 0);
  if (top < scrollTop) return top;
  const bottom = top + height + head;
  return bottom > scrollTop + viewport ? bottom - viewport : null;
}
