import type { CountedApp } from "#server/features/apps/apps.store";
import type { NamedPlacement } from "#server/features/placements/index";
import { shownPlacement } from "#server/features/placements/index";
import { isoOf } from "#server/platform/clock";

/** As the contract shows an app, with those of the placements that are its own. */
export function shownApp({ app, artifacts }: CountedApp, placements: readonly NamedPlacement[], nowMs: number) {
  const { id, name, displayName, description, kind, createdAt } = app;
  const own = placements.filter(({ placement }) => placement.appId === id).map((placement) => shownPlacement(placement, nowMs));
  return { id, name, displayName, description, kind, artifacts, placements: own, createdAt: isoOf(createdAt) };
}
