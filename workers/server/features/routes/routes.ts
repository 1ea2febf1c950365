import * as contract from "#schema/contract/routes";
import { getRouteStatistics } from "#server/features/routes/get-route-statistics";
import { listApps } from "#server/features/routes/list-apps";
import { listEnvironments } from "#server/features/routes/list-environments";
import { listRoutes } from "#server/features/routes/list-routes";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function routesRoutes(kernel: Kernel): void {
  serve(kernel, contract.listEnvironments, listEnvironments);
  serve(kernel, contract.listApps, listApps);
  serve(kernel, contract.listRoutes, listRoutes);
  serve(kernel, contract.getRouteStatistics, getRouteStatistics);
}
