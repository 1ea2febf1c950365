import * as contract from "#schema/contract/license";
import { applyLicense } from "#server/features/license/apply-license";
import { getLicense } from "#server/features/license/get-license";
import { listLicenses } from "#server/features/license/list-licenses";
import { previewLicense } from "#server/features/license/preview-license";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function licenseRoutes(kernel: Kernel): void {
  serve(kernel, contract.getLicense, getLicense);
  serve(kernel, contract.previewLicense, previewLicense);
  serve(kernel, contract.applyLicense, applyLicense);
  serve(kernel, contract.listLicenses, listLicenses);
}
