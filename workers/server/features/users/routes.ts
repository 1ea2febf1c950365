import * as contract from "#schema/contract/users";
import { createUser } from "#server/features/users/create-user";
import { listUsers } from "#server/features/users/list-users";
import { updateUser } from "#server/features/users/update-user";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function usersRoutes(kernel: Kernel): void {
  serve(kernel, contract.listUsers, listUsers);
  serve(kernel, contract.createUser, createUser);
  serve(kernel, contract.updateUser, updateUser);
}
