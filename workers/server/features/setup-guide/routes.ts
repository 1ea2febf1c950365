import * as contract from "#schema/contract/setup-guide";
import { getSetupGuide } from "#server/features/setup-guide/get-setup-guide";
import { updateSetupGuide } from "#server/features/setup-guide/update-setup-guide";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function setupGuideRoutes(kernel: Kernel): void {
  serve(kernel, contract.getSetupGuide, getSetupGuide);
  serve(kernel, contract.updateSetupGuide, updateSetupGuide);
}
