import type { FormEvent } from "react";
import { useState } from "react";
import { fieldError } from "#ui/features/people/field-error.ts";
import type { UserDetail } from "#ui/features/people/queries/users.ts";
import { useUserChange } from "#ui/features/people/users/use-user-change.ts";
import { NameField, NewPasswordField } from "#ui/features/people/users/user-fields.tsx";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { toast } from "#ui/design/toast-store.ts";

interface EditUserDialogProps {
  readonly user: UserDetail;
  /** Whether this server keeps passwords. */
  readonly passwords: boolean;
  readonly onClose: () => void;
}

const formId = "user";

/** Name and password. */
export function EditUserDialog({ user, passwords, onClose }: EditUserDialogProps) {
  const [displayName, setDisplayName] = useState(user.displayName);
  const [password, setPassword] = useState("");
  const save = useUserChange(user.id, {
    showsError: true,
    onDone: (saved) => {
      toast.good(`${saved.username} was saved.`);
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ displayName, ...(password !== "" && { password }) });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Edit ${user.username}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} autoComplete="off" className="flex flex-col gap-4">
        <NameField value={displayName} onChange={setDisplayName} />
        {passwords && (
          <NewPasswordField
            label="New password"
            hint="Leave empty to keep the old one. A new one ends all their sessions."
            required={false}
            error={fieldError(save.error, "password")}
            value={password}
            onChange={setPassword}
          />
        )}
        {save.error !== null && fieldError(save.error, "password") === undefined && (
          <Callout tone="bad" urgent>
            {save.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
