import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { createRole, updateRole } from "#schema/contract/groups";
import type { Permission } from "#schema/permissions";
import { fieldError } from "#ui/features/people/field-error.ts";
import type { CatalogueEntry, Role } from "#ui/features/people/queries/roles.ts";
import { areasClass, permissionAreas } from "#ui/features/people/roles/permission-areas.ts";
import { useChange } from "#ui/features/people/use-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";
import { sessionQuery } from "#ui/lib/session.ts";

interface RoleEditorProps {
  /** Absent to make one. */
  readonly role?: Role;
  readonly catalogue: readonly CatalogueEntry[];
}

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

export function RoleEditor({ role, catalogue }: RoleEditorProps) {
  const [draft, setDraft] = useState<Draft>({
    name: role?.name ?? "",
    description: role?.description ?? "",
    permissions: role?.permissions ?? [],
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = useSave(role);
  const { data: session } = useQuery(sessionQuery);
  const taken = fieldError(save.error, "name");
  const mayGive = (permission: Permission) =>
    (session?.user.permissions.includes(permission) ?? false) || (role?.permissions.includes(permission) ?? false);

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(draft);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-[16rem_minmax(0,1fr)]">
        <Field label="Name" error={taken}>
          {(control) => (
            <Input {...control} required maxLength={128} value={draft.name} onChange={(event) => change({ name: event.target.value })} />
          )}
        </Field>
        <Field label="Description">
          {(control) => (
            <Input
              {...control}
              maxLength={1_024}
              value={draft.description}
              onChange={(event) => change({ description: event.target.value })}
            />
          )}
        </Field>
      </div>
      <PermissionChoice
        catalogue={catalogue}
        chosen={draft.permissions}
        mayGive={mayGive}
        onChange={(permissions) => change({ permissions })}
      />
      {save.error !== null && taken === undefined && (
        <Callout tone="bad" urgent>
          {save.error.message}
        </Callout>
      )}
      <div className="sticky -bottom-4 -mx-1 -mb-4 flex items-center gap-3 border-t border-line bg-canvas px-1 py-4 sm:-bottom-5 sm:-mb-5">
        <Button type="submit" variant="primary" busy={save.isPending}>
          {role === undefined ? "Create role" : "Save"}
        </Button>
        <span className="text-xs text-muted tabular">
          {draft.permissions.length} of {catalogue.length} permissions
        </span>
      </div>
    </form>
  );
}

interface PermissionChoiceProps {
  readonly catalogue: readonly CatalogueEntry[];
  readonly chosen: readonly Permission[];
  readonly mayGive: (permission: Permission) => boolean;
  readonly onChange: (chosen: readonly Permission[]) => void;
}

function PermissionChoice({ catalogue, chosen, mayGive, onChange }: PermissionChoiceProps) {
  const toggle = (permission: Permission, on: boolean) =>
    onChange(on ? [...chosen, permission] : chosen.filter((one) => one !== permission));
  return (
    <div className={areasClass}>
      {permissionAreas(catalogue).map(({ title, entries }) => (
        <Panel key={title} title={title}>
          <fieldset className="flex flex-col gap-2 p-4">
            <legend className="sr-only">{title}</legend>
            {entries.map(({ permission, description }) => (
              <Checkbox
                key={permission}
                label={description}
                hint={mayGive(permission) ? undefined : "You do not hold this yourself."}
                disabled={!mayGive(permission)}
                checked={chosen.includes(permission)}
                onChange={(event) => toggle(permission, event.target.checked)}
              />
            ))}
          </fieldset>
        </Panel>
      ))}
    </div>
  );
}

function useSave(role: Role | undefined) {
  const navigate = useNavigate();
  return useChange({
    run: ({ permissions, ...draft }: Draft) => {
      const body = { ...draft, permissions: [...permissions] };
      return role === undefined ? request(createRole, { body }) : request(updateRole, { params: { id: role.id }, body });
    },
    showsError: true,
    onDone: ({ id, name }) => {
      toast.good(role === undefined ? `${name} was created.` : `${name} was saved.`);
      if (role === undefined) void navigate({ to: "/admin/roles/$id", params: { id } });
    },
  });
}
