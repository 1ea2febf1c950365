import { useMutation, useQueryClient } from "@tanstack/react-query";
import { updateUser } from "#schema/contract/users";
import type { User } from "#ui/features/admin/queries/users.ts";
import { usersQuery } from "#ui/features/admin/queries/users.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface DisableDialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

/** Asks before a person loses, or gets back, the way in. */
export function DisableDialog({ user, onClose }: DisableDialogProps) {
  const client = useQueryClient();
  const verb = user.disabled ? "Enable" : "Disable";
  const change = useMutation({
    mutationFn: () => request(updateUser, { params: { id: user.id }, body: { disabled: !user.disabled } }),
    meta: { silent: true },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      toast.good(`${user.username} was ${user.disabled ? "enabled" : "disabled"}.`);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${verb} ${user.username}?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={user.disabled ? "primary" : "danger"} busy={change.isPending} onClick={() => change.mutate()}>
            {verb}
          </Button>
        </>
      }
    >
      <p>
        {user.disabled
          ? "They can sign in again with their old password and roles."
          : "Their sessions and tokens end within ten seconds, and they cannot sign in. Nothing of theirs is deleted; you can enable them again."}
      </p>
      {change.error !== null && (
        <Callout tone="bad" urgent className="mt-4">
          {change.error.message}
        </Callout>
      )}
    </Dialog>
  );
}
