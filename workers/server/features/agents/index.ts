export { storeRouteGraphs } from "#server/features/agents/store-route-graphs";
