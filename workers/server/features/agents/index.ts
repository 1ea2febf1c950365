export { endAgentsOf } from "#server/features/agents/agent-end.store";
export { cutOff } from "#server/features/agents/cut-off";
export { requireEnvironment } from "#server/features/agents/require-environment";
export { storeRouteGraphs } from "#server/features/agents/store-route-graphs";
