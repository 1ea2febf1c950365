import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { updateApp } from "#schema/contract/apps";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { appsQuery } from "#ui/features/apps/queries/apps.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { request } from "#ui/lib/api.ts";

interface EditAppDialogProps {
  readonly app: App;
  readonly onClose: () => void;
}

/** What people see of an app; its name stays. */
export function EditAppDialog({ app, onClose }: EditAppDialogProps) {
  const [displayName, setDisplayName] = useState(app.displayName);
  const [description, setDescription] = useState(app.description);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      request(updateApp, { params: { id: app.id }, body: { displayName: displayName.trim(), description: description.trim() } }),
    meta: { silent: true },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: appsQuery.queryKey });
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Edit ${app.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="edit-app" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id="edit-app" onSubmit={submit} autoComplete="off" className="flex flex-col gap-4">
        <Field label="Display name" hint="For people; may be empty.">
          {(control) => (
            <Input
              {...control}
              data-autofocus
              maxLength={128}
              value={displayName}
              onChange={(event) => setDisplayName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Description" hint="What it is for, who looks after it.">
          {(control) => (
            <Input {...control} maxLength={2_000} value={description} onChange={(event) => setDescription(event.target.value)} />
          )}
        </Field>
        {save.error !== null && (
          <Callout tone="bad" urgent>
            {save.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
