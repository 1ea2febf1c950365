import * as contract from "#schema/contract/environments";
import { createEnvironment } from "#server/features/environments/create-environment";
import { deleteEnvironment } from "#server/features/environments/delete-environment";
import { getEnvironment } from "#server/features/environments/get-environment";
import { listEnvironments } from "#server/features/environments/list-environments";
import { updateEnvironment } from "#server/features/environments/update-environment";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function environmentsRoutes(kernel: Kernel): void {
  serve(kernel, contract.listEnvironments, listEnvironments);
  serve(kernel, contract.createEnvironment, createEnvironment);
  serve(kernel, contract.getEnvironment, getEnvironment);
  serve(kernel, contract.updateEnvironment, updateEnvironment);
  serve(kernel, contract.deleteEnvironment, deleteEnvironment);
}
