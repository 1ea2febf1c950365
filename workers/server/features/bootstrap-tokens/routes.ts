import * as contract from "#schema/contract/bootstrap-tokens";
import { createBootstrapToken } from "#server/features/bootstrap-tokens/create-bootstrap-token";
import { listBootstrapTokens } from "#server/features/bootstrap-tokens/list-bootstrap-tokens";
import { revokeBootstrapToken } from "#server/features/bootstrap-tokens/revoke-bootstrap-token";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function bootstrapTokensRoutes(kernel: Kernel): void {
  serve(kernel, contract.listBootstrapTokens, listBootstrapTokens);
  serve(kernel, contract.createBootstrapToken, createBootstrapToken);
  serve(kernel, contract.revokeBootstrapToken, revokeBootstrapToken);
}
