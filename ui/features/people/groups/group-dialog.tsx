import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { createGroup, updateGroup } from "#schema/contract/groups";
import { Checks } from "#ui/features/people/checks.tsx";
import { fieldError } from "#ui/features/people/field-error.ts";
import { groupTree, isWithin } from "#ui/features/people/groups/group-tree.ts";
import type { Group } from "#ui/features/people/queries/groups.ts";
import { groupsQuery } from "#ui/features/people/queries/groups.ts";
import { useChange } from "#ui/features/people/use-change.ts";
import { useGrantable } from "#ui/features/people/use-grantable.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface GroupDialogProps {
  /** Absent to make one. */
  readonly group?: Group;
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly parentId: string | null;
  readonly roles: readonly string[];
}

const formId = "group";

export function GroupDialog({ group, onClose }: GroupDialogProps) {
  const [draft, setDraft] = useState<Draft>({
    name: group?.name ?? "",
    description: group?.description ?? "",
    parentId: group?.parentId ?? null,
    roles: group?.roles.map(({ id }) => id) ?? [],
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { roles } = useGrantable();
  const save = useSave(group, onClose);
  const placed = ["name", "parentId"].some((field) => fieldError(save.error, field) !== undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(draft);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={group === undefined ? "New group" : `Edit ${group.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            {group === undefined ? "Create group" : "Save"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" error={fieldError(save.error, "name")}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              required
              maxLength={128}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
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
        <ParentField
          group={group}
          value={draft.parentId}
          error={fieldError(save.error, "parentId")}
          onChange={(parentId) => change({ parentId })}
        />
        {group === undefined && (
          <Checks legend="Roles of its members" choices={roles} chosen={draft.roles} onChange={(chosen) => change({ roles: chosen })} />
        )}
        {save.error !== null && !placed && (
          <Callout tone="bad" urgent>
            {save.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}

interface ParentFieldProps {
  readonly group: Group | undefined;
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (parentId: string | null) => void;
}

function ParentField({ group, value, error, onChange }: ParentFieldProps) {
  const { data } = useQuery(groupsQuery);
  const groups = data?.items ?? [];
  const possible = groupTree(groups).filter((node) => group === undefined || !isWithin(groups, node.group.id, group.id));
  return (
    <Field label="Stands under" hint="Its members hold the roles of that group too." error={error}>
      {(control) => (
        <Select {...control} value={value ?? ""} onChange={(event) => onChange(event.target.value || null)}>
          <option value="">No other group</option>
          {possible.map(({ group: { id, name }, depth }) => (
            <option key={id} value={id}>
              {"\u2003".repeat(depth)}
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function useSave(group: Group | undefined, onClose: () => void) {
  const navigate = useNavigate();
  return useChange({
    run: ({ roles, ...draft }: Draft) =>
      group === undefined
        ? request(createGroup, { body: { ...draft, roles: [...roles] } })
        : request(updateGroup, { params: { id: group.id }, body: draft }),
    showsError: true,
    onDone: ({ id, name }) => {
      toast.good(group === undefined ? `${name} was created.` : `${name} was saved.`);
      onClose();
      void navigate({ to: "/admin/groups/$id", params: { id } });
    },
  });
}
