import * as contract from "#schema/contract/groups";
import { addMember } from "#server/features/groups/add-member";
import { createGroup } from "#server/features/groups/create-group";
import { deleteGroup } from "#server/features/groups/delete-group";
import { getGroup } from "#server/features/groups/get-group";
import { listGroups } from "#server/features/groups/list-groups";
import { removeMember } from "#server/features/groups/remove-member";
import { updateGroup } from "#server/features/groups/update-group";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function groupsRoutes(kernel: Kernel): void {
  serve(kernel, contract.listGroups, listGroups);
  serve(kernel, contract.getGroup, getGroup);
  serve(kernel, contract.createGroup, createGroup);
  serve(kernel, contract.updateGroup, updateGroup);
  serve(kernel, contract.deleteGroup, deleteGroup);
  serve(kernel, contract.addMember, addMember);
  serve(kernel, contract.removeMember, removeMember);
}
