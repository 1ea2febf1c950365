import * as contract from "#schema/contract/artifacts";
import { completeUpload } from "#server/features/artifacts/complete-upload";
import { createUpload } from "#server/features/artifacts/create-upload";
import { deleteArtifact } from "#server/features/artifacts/delete-artifact";
import { deleteUpload } from "#server/features/artifacts/delete-upload";
import { getArtifact } from "#server/features/artifacts/get-artifact";
import { getUpload } from "#server/features/artifacts/get-upload";
import { listArtifacts } from "#server/features/artifacts/list-artifacts";
import { putUploadPart } from "#server/features/artifacts/put-upload-part";
import { registerImage } from "#server/features/artifacts/register-image";
import { withRuntime } from "#server/features/runners/index";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function artifactsRoutes(kernel: Kernel): void {
  serve(kernel, contract.createUpload, withRuntime(createUpload));
  serve(kernel, contract.getUpload, withRuntime(getUpload));
  serve(kernel, contract.putUploadPart, withRuntime(putUploadPart));
  serve(kernel, contract.completeUpload, withRuntime(completeUpload));
  serve(kernel, contract.deleteUpload, withRuntime(deleteUpload));
  serve(kernel, contract.registerImage, withRuntime(registerImage));
  serve(kernel, contract.listArtifacts, withRuntime(listArtifacts));
  serve(kernel, contract.getArtifact, withRuntime(getArtifact));
  serve(kernel, contract.deleteArtifact, withRuntime(deleteArtifact));
}
