import * as contract from "#schema/contract/users";
import { createUser } from "#server/features/users/create-user";
import { deleteUser } from "#server/features/users/delete-user";
import { endUserSessions } from "#server/features/users/end-user-sessions";
import { explainPermissions } from "#server/features/users/explain-permissions";
import { getUser } from "#server/features/users/get-user";
import { listUserSessions } from "#server/features/users/list-user-sessions";
import { listUsers } from "#server/features/users/list-users";
import { resetSecondFactor } from "#server/features/users/reset-second-factor";
import { updateUser } from "#server/features/users/update-user";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function usersRoutes(kernel: Kernel): void {
  serve(kernel, contract.listUsers, listUsers);
  serve(kernel, contract.getUser, getUser);
  serve(kernel, contract.explainPermissions, explainPermissions);
  serve(kernel, contract.createUser, createUser);
  serve(kernel, contract.updateUser, updateUser);
  serve(kernel, contract.deleteUser, deleteUser);
  serve(kernel, contract.resetSecondFactor, resetSecondFactor);
  serve(kernel, contract.listUserSessions, listUserSessions);
  serve(kernel, contract.endUserSessions, endUserSessions);
}
