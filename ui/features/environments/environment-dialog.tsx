import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { createEnvironment, updateEnvironment } from "#schema/contract/environments";
import { Problem } from "#schema/problems";
import type { Environment } from "#ui/features/environments/queries/environments.ts";
import { managedEnvironmentsQuery } from "#ui/features/environments/queries/environments.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface EnvironmentDialogProps {
  /** Absent to add one. */
  readonly environment?: Environment;
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  readonly displayName: string;
  readonly protected: boolean;
}

const formId = "environment";

export function EnvironmentDialog({ environment, onClose }: EnvironmentDialogProps) {
  const { name = "", displayName = "", protected: isProtected = false } = environment ?? {};
  const [draft, setDraft] = useState<Draft>({ name, displayName, protected: isProtected });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = useSave(environment, onClose);
  const taken = save.error instanceof Problem && save.error.code === "conflict";

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(draft);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={environment === undefined ? "Add environment" : `Edit ${environment.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            {environment === undefined ? "Add environment" : "Save"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} autoComplete="off" className="flex flex-col gap-4">
        {environment === undefined && (
          <Field
            label="Name"
            hint="Lower-case letters, digits and dashes; it stays, because telemetry and addresses carry it."
            error={taken ? "There is an environment of this name already." : undefined}
          >
            {(control) => (
              <Input
                {...control}
                data-autofocus
                required
                maxLength={40}
                pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
                spellCheck={false}
                value={draft.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label="Display name" hint="For people; may be empty.">
          {(control) => (
            <Input
              {...control}
              maxLength={128}
              value={draft.displayName}
              onChange={(event) => change({ displayName: event.target.value })}
            />
          )}
        </Field>
        <Checkbox
          label="Protected"
          hint="Deploying here also needs the permission to change environments."
          checked={draft.protected}
          onChange={(event) => change({ protected: event.target.checked })}
        />
        {save.error !== null && !taken && (
          <Callout tone="bad" urgent>
            {save.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}

function useSave(environment: Environment | undefined, onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, ...rest }: Draft) =>
      environment === undefined
        ? request(createEnvironment, { body: { name: name.trim(), ...rest } })
        : request(updateEnvironment, { params: { id: environment.id }, body: rest }),
    meta: { silent: true },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: managedEnvironmentsQuery.queryKey });
      toast.good(environment === undefined ? `${saved.name} was added.` : `${saved.name} was saved.`);
      onSaved();
    },
  });
}
