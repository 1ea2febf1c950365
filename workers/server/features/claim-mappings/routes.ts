import * as contract from "#schema/contract/claim-mappings";
import { createClaimMapping } from "#server/features/claim-mappings/create-claim-mapping";
import { deleteClaimMapping } from "#server/features/claim-mappings/delete-claim-mapping";
import { listClaimMappings } from "#server/features/claim-mappings/list-claim-mappings";
import { previewClaimMappings } from "#server/features/claim-mappings/preview-claim-mappings";
import { tryClaimMappings } from "#server/features/claim-mappings/try-claim-mappings";
import { updateClaimMapping } from "#server/features/claim-mappings/update-claim-mapping";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function claimMappingsRoutes(kernel: Kernel): void {
  serve(kernel, contract.listClaimMappings, listClaimMappings);
  serve(kernel, contract.createClaimMapping, createClaimMapping);
  serve(kernel, contract.updateClaimMapping, updateClaimMapping);
  serve(kernel, contract.deleteClaimMapping, deleteClaimMapping);
  serve(kernel, contract.tryClaimMappings, tryClaimMappings);
  serve(kernel, contract.previewClaimMappings, previewClaimMappings);
}
