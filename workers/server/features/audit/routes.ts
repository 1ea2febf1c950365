import * as contract from "#schema/contract/audit";
import { listAudit } from "#server/features/audit/list-audit";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function auditRoutes(kernel: Kernel): void {
  serve(kernel, contract.listAudit, listAudit);
}
