import * as contract from "#schema/contract/oidc";
import { deleteOidc } from "#server/features/oidc/delete-oidc";
import { discoverProvider } from "#server/features/oidc/discover-provider";
import { enableOidc } from "#server/features/oidc/enable-oidc";
import { getOidc } from "#server/features/oidc/get-oidc";
import { saveOidc } from "#server/features/oidc/save-oidc";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function oidcRoutes(kernel: Kernel): void {
  serve(kernel, contract.getOidc, getOidc);
  serve(kernel, contract.discoverProvider, discoverProvider);
  serve(kernel, contract.saveOidc, saveOidc);
  serve(kernel, contract.enableOidc, enableOidc);
  serve(kernel, contract.deleteOidc, deleteOidc);
}
