import * as contract from "#schema/contract/health";
import { getHealth } from "#server/features/health/get-health";
import { getOpenApi } from "#server/features/health/get-open-api";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function healthRoutes(kernel: Kernel): void {
  serve(kernel, contract.getHealth, getHealth);
  serve(kernel, contract.getOpenApi, getOpenApi);
}
