import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { putAppSecret } from "#schema/contract/app-settings";
import type { Place } from "#ui/features/apps/queries/settings.ts";
import { secretsQuery } from "#ui/features/apps/queries/settings.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface SecretDialogProps {
  readonly place: Place;
  /** Absent to add one. */
  readonly name: string | undefined;
  readonly onClose: () => void;
}

export function SecretDialog({ place, name: known, onClose }: SecretDialogProps) {
  const [name, setName] = useState(known ?? "");
  const [value, setValue] = useState("");
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => request(putAppSecret, { params: { ...place, name: name.trim() }, body: { value } }),
    meta: { silent: true },
    onSuccess: async (secret) => {
      await client.invalidateQueries({ queryKey: secretsQuery(place).queryKey });
      toast.good(`${secret.name} was saved; the next deployment takes it.`);
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
      title={known === undefined ? "Add secret" : `Replace ${known}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="secret" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id="secret" onSubmit={submit} autoComplete="off" className="flex flex-col gap-4">
        {known === undefined && (
          <Field label="Name" hint="The environment variable that the app reads.">
            {(control) => (
              <Input
                {...control}
                data-autofocus
                required
                pattern="[A-Za-z_][A-Za-z0-9_.\-]*"
                maxLength={128}
                spellCheck={false}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field label="Value" hint="It is sealed and cannot be read here again.">
          {(control) => (
            <PasswordInput
              {...control}
              autoComplete="new-password"
              required
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
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
