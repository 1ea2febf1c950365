import * as contract from "#schema/contract/service-accounts";
import { createApiKey } from "#server/features/service-accounts/create-api-key";
import { createServiceAccount } from "#server/features/service-accounts/create-service-account";
import { deleteServiceAccount } from "#server/features/service-accounts/delete-service-account";
import { listServiceAccounts } from "#server/features/service-accounts/list-service-accounts";
import { revokeApiKey } from "#server/features/service-accounts/revoke-api-key";
import { updateServiceAccount } from "#server/features/service-accounts/update-service-account";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function serviceAccountsRoutes(kernel: Kernel): void {
  serve(kernel, contract.listServiceAccounts, listServiceAccounts);
  serve(kernel, contract.createServiceAccount, createServiceAccount);
  serve(kernel, contract.updateServiceAccount, updateServiceAccount);
  serve(kernel, contract.deleteServiceAccount, deleteServiceAccount);
  serve(kernel, contract.createApiKey, createApiKey);
  serve(kernel, contract.revokeApiKey, revokeApiKey);
}
