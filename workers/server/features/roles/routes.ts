import * as contract from "#schema/contract/groups";
import { createRole } from "#server/features/roles/create-role";
import { deleteRole } from "#server/features/roles/delete-role";
import { listRoles } from "#server/features/roles/list-roles";
import { updateRole } from "#server/features/roles/update-role";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function rolesRoutes(kernel: Kernel): void {
  serve(kernel, contract.listRoles, listRoles);
  serve(kernel, contract.createRole, createRole);
  serve(kernel, contract.updateRole, updateRole);
  serve(kernel, contract.deleteRole, deleteRole);
}
