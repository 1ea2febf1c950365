import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { createUser } from "#schema/contract/users";
import { Checks } from "#ui/features/people/checks.tsx";
import { fieldError } from "#ui/features/people/field-error.ts";
import { useChange } from "#ui/features/people/use-change.ts";
import { useGrantable } from "#ui/features/people/use-grantable.ts";
import { NameField, NewPasswordField, UsernameField } from "#ui/features/people/users/user-fields.tsx";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface Draft {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

const formId = "user";

export function AddUserDialog({ onClose }: { readonly onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>({ username: "", displayName: "", password: "", roles: ["VIEWER"], groups: [] });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const grantable = useGrantable();
  const save = useSave(onClose);

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(draft);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Add user"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            Add user
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} autoComplete="off" className="flex flex-col gap-4">
        <UsernameField value={draft.username} error={fieldError(save.error, "username")} onChange={(username) => change({ username })} />
        <NameField value={draft.displayName} onChange={(displayName) => change({ displayName })} />
        <NewPasswordField
          label="First password"
          hint="At least 10 characters. They can change it after signing in."
          required
          error={fieldError(save.error, "password")}
          value={draft.password}
          onChange={(password) => change({ password })}
        />
        <Checks legend="Roles" choices={grantable.roles} chosen={draft.roles} onChange={(roles) => change({ roles })} />
        {grantable.groups.length > 0 && (
          <Checks legend="Groups" choices={grantable.groups} chosen={draft.groups} onChange={(groups) => change({ groups })} />
        )}
        {save.error !== null && fieldError(save.error, "username") === undefined && fieldError(save.error, "password") === undefined && (
          <Callout tone="bad" urgent>
            {save.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}

function useSave(onClose: () => void) {
  const navigate = useNavigate();
  return useChange({
    run: ({ username, displayName, password, roles, groups }: Draft) =>
      request(createUser, { body: { username: username.trim(), displayName, password, roles: [...roles], groups: [...groups] } }),
    showsError: true,
    onDone: ({ id, username }) => {
      toast.good(`${username} was added.`);
      onClose();
      void navigate({ to: "/admin/users/$id", params: { id } });
    },
  });
}
