import * as contract from "#schema/contract/audit";
import { exportAudit } from "#server/features/audit/export-audit";
import { listAudit } from "#server/features/audit/list-audit";
import { verifyAudit } from "#server/features/audit/verify-audit";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function auditRoutes(kernel: Kernel): void {
  serve(kernel, contract.listAudit, listAudit);
  serve(kernel, contract.exportAudit, exportAudit);
  serve(kernel, contract.verifyAudit, verifyAudit);
}
