import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { createApp } from "#schema/contract/apps";
import { Problem } from "#schema/problems";
import { appsQuery } from "#ui/features/apps/queries/apps.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { request } from "#ui/lib/api.ts";

/** Names a new app and opens it, where the first JAR can be dropped. */
export function NewAppDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: () => request(createApp, { body: { name: name.trim(), displayName: displayName.trim() } }),
    meta: { silent: true },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: appsQuery.queryKey });
      await navigate({ to: "/apps/$id", params: { id }, search: { show: "artifacts" } });
    },
  });
  const taken = create.error instanceof Problem && create.error.code === "conflict";
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="New app"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="new-app" variant="primary" busy={create.isPending}>
            Create
          </Button>
        </>
      }
    >
      <form id="new-app" onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label="Name"
          hint="Lower-case letters, digits and dashes. It stays: the app's address and telemetry carry it."
          error={taken ? "There is an app of this name already." : undefined}
        >
          {(control) => (
            <Input
              {...control}
              data-autofocus
              required
              maxLength={40}
              pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Display name" hint="For people; may be empty.">
          {(control) => <Input {...control} maxLength={128} value={displayName} onChange={(event) => setDisplayName(event.target.value)} />}
        </Field>
        {create.error !== null && !taken && (
          <Callout tone="bad" urgent>
            {create.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
