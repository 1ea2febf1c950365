import type { FormEvent } from "react";
import { useId, useState } from "react";
import { createServiceAccount, updateServiceAccount } from "#schema/contract/service-accounts";
import { fieldError } from "#ui/features/people/field-error.ts";
import type { ServiceAccount } from "#ui/features/people/queries/service-accounts.ts";
import { useChange } from "#ui/features/people/use-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface AccountDialogProps {
  /** Absent to create one. */
  readonly account?: ServiceAccount;
  readonly onClose: () => void;
}

export function AccountDialog({ account, onClose }: AccountDialogProps) {
  const formId = useId();
  const [name, setName] = useState(account?.name ?? "");
  const [description, setDescription] = useState(account?.description ?? "");
  const save = useChange({
    run: (body: { name: string; description: string }) =>
      account === undefined ? request(createServiceAccount, { body }) : request(updateServiceAccount, { params: { id: account.id }, body }),
    showsError: true,
    onDone: (saved) => {
      toast.good(`${saved.name} was ${account === undefined ? "created" : "saved"}.`);
      onClose();
    },
  });
  const taken = fieldError(save.error, "name");

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ name, description });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={account === undefined ? "New service account" : `Edit ${account.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            {account === undefined ? "Create" : "Save"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" error={taken}>
          {(control) => (
            <Input {...control} data-autofocus required maxLength={128} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label="Description" hint="What it is for and who looks after it; may be empty.">
          {(control) => (
            <Input {...control} maxLength={1_024} value={description} onChange={(event) => setDescription(event.target.value)} />
          )}
        </Field>
        {save.error !== null && taken === undefined && (
          <Callout tone="bad" urgent>
            {save.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
