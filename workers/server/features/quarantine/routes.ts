import * as contract from "#schema/contract/ingest";
import { listQuarantine } from "#server/features/quarantine/list-quarantine";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function quarantineRoutes(kernel: Kernel): void {
  serve(kernel, contract.listQuarantine, listQuarantine);
}
