import * as contract from "#schema/contract/routes";
import { getRouteStatistics } from "#server/features/routes/get-route-statistics";
import { listSeenApps } from "#server/features/routes/list-seen-apps";
import { listSeenEnvironments } from "#server/features/routes/list-seen-environments";
import { listRoutes } from "#server/features/routes/list-routes";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function routesRoutes(kernel: Kernel): void {
  serve(kernel, contract.listSeenEnvironments, listSeenEnvironments);
  serve(kernel, contract.listSeenApps, listSeenApps);
  serve(kernel, contract.listRoutes, listRoutes);
  serve(kernel, contract.getRouteStatistics, getRouteStatistics);
}
