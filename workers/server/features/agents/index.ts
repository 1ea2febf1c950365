export type { GraphSource } from "#server/features/agents/store-route-graphs";
export { storeRouteGraphs } from "#server/features/agents/store-route-graphs";
