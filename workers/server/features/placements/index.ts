export { hasEnded, shownPlacement } from "#server/features/placements/placement";
export type { NamedPlacement } from "#server/features/placements/placements.store";
export { findPlacements } from "#server/features/placements/placements.store";
