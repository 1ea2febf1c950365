export { currentStanding, standingNow } from "#server/features/license/current-standing";
export { entitle } from "#server/features/license/entitle";
export { requireRoom } from "#server/features/license/require-room";
