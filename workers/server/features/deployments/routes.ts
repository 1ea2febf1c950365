import * as contract from "#schema/contract/deployments";
import * as revisions from "#schema/contract/revisions";
import { cancelDeployment } from "#server/features/deployments/cancel-deployment";
import { compareRevisions } from "#server/features/deployments/compare-revisions";
import { createDeployment } from "#server/features/deployments/create-deployment";
import { getDeployment } from "#server/features/deployments/get-deployment";
import { getRevision } from "#server/features/deployments/get-revision";
import { listDeployments } from "#server/features/deployments/list-deployments";
import { listRevisions } from "#server/features/deployments/list-revisions";
import { previewDeployment } from "#server/features/deployments/preview-deployment";
import { streamDeploymentChanges } from "#server/features/deployments/stream-deployment-changes";
import { rotateAppToken } from "#server/features/deployments/rotate-app-token";
import { withRuntime } from "#server/features/runners/index";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function deploymentsRoutes(kernel: Kernel): void {
  serve(kernel, contract.createDeployment, withRuntime(createDeployment));
  serve(kernel, contract.previewDeployment, withRuntime(previewDeployment));
  serve(kernel, contract.listDeployments, withRuntime(listDeployments));
  serve(kernel, contract.getDeployment, withRuntime(getDeployment));
  serve(kernel, contract.cancelDeployment, withRuntime(cancelDeployment));
  serve(kernel, contract.streamDeploymentChanges, withRuntime(streamDeploymentChanges));
  serve(kernel, contract.rotateAppToken, withRuntime(rotateAppToken));
  serve(kernel, revisions.listRevisions, withRuntime(listRevisions));
  serve(kernel, revisions.getRevision, withRuntime(getRevision));
  serve(kernel, revisions.compareRevisions, withRuntime(compareRevisions));
}
