import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { createUser, updateUser } from "#schema/contract/users";
import { Problem } from "#schema/problems";
import type { User } from "#ui/features/admin/queries/users.ts";
import { usersQuery } from "#ui/features/admin/queries/users.ts";
import type { Role } from "#ui/features/admin/roles.ts";
import { roles } from "#ui/features/admin/roles.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface UserDialogProps {
  /** Absent to add one. */
  readonly user?: User;
  readonly onClose: () => void;
}

interface Draft {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

const formId = "user";

export function UserDialog({ user, onClose }: UserDialogProps) {
  const [draft, setDraft] = useState<Draft>({
    username: user?.username ?? "",
    displayName: user?.displayName ?? "",
    password: "",
    roles: user?.roles ?? ["VIEWER"],
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = useSave(user, onClose);
  const taken = save.error instanceof Problem && save.error.code === "conflict";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.roles.length > 0) save.mutate(draft);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={user === undefined ? "Add user" : `Edit ${user.username}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending} disabled={draft.roles.length === 0}>
            {user === undefined ? "Add user" : "Save"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} autoComplete="off" className="flex flex-col gap-4">
        {user === undefined && (
          <Field label="Username" error={taken ? "Somebody has this username already." : undefined}>
            {(control) => (
              <Input
                {...control}
                data-autofocus
                required
                pattern="\S+"
                spellCheck={false}
                autoCapitalize="none"
                value={draft.username}
                onChange={(event) => change({ username: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label="Name" hint="Shown in the product; may be empty.">
          {(control) => (
            <Input
              {...control}
              maxLength={256}
              value={draft.displayName}
              onChange={(event) => change({ displayName: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={user === undefined ? "First password" : "New password"}
          hint={
            user === undefined
              ? "At least 10 characters. They can change it after signing in."
              : "Leave empty to keep the old one. At least 10 characters."
          }
        >
          {(control) => (
            <PasswordInput
              {...control}
              autoComplete="new-password"
              minLength={10}
              required={user === undefined}
              value={draft.password}
              onChange={(event) => change({ password: event.target.value })}
            />
          )}
        </Field>
        <RoleChoice chosen={draft.roles} onChange={(chosen) => change({ roles: chosen })} />
        {save.error !== null && !taken && (
          <Callout tone="bad" urgent>
            {save.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}

function RoleChoice({ chosen, onChange }: { readonly chosen: readonly Role[]; readonly onChange: (roles: readonly Role[]) => void }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-xs font-medium">Roles</legend>
      {roles.map(({ role, name, meaning }) => (
        <Checkbox
          key={role}
          label={name}
          hint={meaning}
          checked={chosen.includes(role)}
          onChange={(event) => onChange(event.target.checked ? [...chosen, role] : chosen.filter((one) => one !== role))}
        />
      ))}
      {chosen.length === 0 && <p className="text-xs text-bad">Choose at least one role.</p>}
    </fieldset>
  );
}

function useSave(user: User | undefined, onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => {
      const { displayName, password } = draft;
      const chosen = [...draft.roles];
      if (user === undefined)
        return request(createUser, { body: { username: draft.username.trim(), displayName, password, roles: chosen } });
      return request(updateUser, { params: { id: user.id }, body: { displayName, roles: chosen, ...(password !== "" && { password }) } });
    },
    meta: { silent: true },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      toast.good(user === undefined ? `${saved.username} was added.` : `${saved.username} was saved.`);
      onSaved();
    },
  });
}
