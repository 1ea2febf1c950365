import { useNavigate } from "@tanstack/react-router";
import { updateUser } from "#schema/contract/users";
import type { Input } from "#schema/contract/call";
import type { User } from "#ui/features/people/queries/users.ts";
import { useChange } from "#ui/features/people/use-change.ts";
import { request } from "#ui/lib/api.ts";

type Change = NonNullable<Input<typeof updateUser>["body"]>;

interface Options {
  readonly showsError?: boolean;
  readonly onDone?: (saved: User) => void;
}

/** Changes somebody. An identity without an account has one afterwards, at another address. */
export function useUserChange(id: string, { showsError = false, onDone }: Options = {}) {
  const navigate = useNavigate();
  return useChange({
    run: (body: Change) => request(updateUser, { params: { id }, body }),
    showsError,
    onDone: (saved) => {
      if (saved.id !== id) void navigate({ to: "/admin/users/$id", params: { id: saved.id }, replace: true });
      onDone?.(saved);
    },
  });
}
