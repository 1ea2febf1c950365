/** What a list shows, under a name: everything of its address but what is selected. */
export interface SavedView extends Shown {
  readonly name: string;
  /** Shown as a button above the list. */
  readonly starred: boolean;
}

export interface Shown {
  readonly q: string;
  readonly environment: string;
  /** As typed: a range that moves goes on moving. */
  readonly from: string;
  readonly to: string;
  /** Columns by id, separated by commas; empty for the usual ones. */
  readonly cols: string;
}

export type SavedViews = readonly SavedView[];

const parts = ["q", "environment", "from", "to", "cols"] as const;

export function isShowing(view: Shown, present: Shown): boolean {
  return parts.every((part) => view[part] === present[part]);
}

/** By name; one of the same name is replaced and keeps its star. */
export function withView(views: SavedViews, name: string, shown: Shown): SavedViews {
  const before = views.find((view) => view.name === name);
  const view = { ...shown, name, starred: before?.starred ?? false };
  return [...views.filter((one) => one !== before), view].toSorted((a, b) => a.name.localeCompare(b.name));
}

export function withoutView(views: SavedViews, name: string): SavedViews {
  return views.filter((view) => view.name !== name);
}

export function withStar(views: SavedViews, name: string, starred: boolean): SavedViews {
  return views.map((view) => (view.name === name ? { ...view, starred } : view));
}
