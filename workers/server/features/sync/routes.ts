import * as protocol from "#schema/contract/runner-protocol";
import { getRunnerArtifact } from "#server/features/sync/get-runner-artifact";
import { syncRunner } from "#server/features/sync/sync-runner";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function syncRoutes(kernel: Kernel): void {
  serve(kernel, protocol.syncRunner, syncRunner);
  serve(kernel, protocol.getRunnerArtifact, getRunnerArtifact);
}
