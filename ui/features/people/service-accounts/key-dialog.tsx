import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import { createApiKey } from "#schema/contract/service-accounts";
import type { Permission } from "#schema/permissions";
import type { ServiceAccount } from "#ui/features/people/queries/service-accounts.ts";
import { NewKeyDialog } from "#ui/features/people/service-accounts/new-key-dialog.tsx";
import { PermissionChecks } from "#ui/features/people/service-accounts/permission-checks.tsx";
import { useChange } from "#ui/features/people/use-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";
import { request } from "#ui/lib/api.ts";
import { sessionQuery } from "#ui/lib/session.ts";

interface KeyDialogProps {
  readonly account: ServiceAccount;
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Zero for a key that does not expire. */
  readonly expiresInDays: number;
}

const lives: readonly (readonly [days: number, label: string])[] = [
  [30, "30 days"],
  [90, "90 days"],
  [365, "A year"],
  [0, "Never"],
];

/** Asks what a key may do and for how long, then shows it. */
export function KeyDialog({ account, onClose }: KeyDialogProps) {
  const formId = useId();
  const { data: session } = useQuery(sessionQuery);
  const [draft, setDraft] = useState<Draft>({ name: "", permissions: [], expiresInDays: 90 });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const create = useChange({
    run: ({ name, permissions, expiresInDays }: Draft) => {
      const body = { name, permissions: [...permissions], expiresInDays: expiresInDays === 0 ? null : expiresInDays };
      return request(createApiKey, { params: { id: account.id }, body });
    },
    showsError: true,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate(draft);
  }

  if (create.data !== undefined) return <NewKeyDialog name={create.data.name} apiKey={create.data.key} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={`New key for ${account.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={create.isPending} disabled={draft.permissions.length === 0}>
            Create key
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
          <Field label="Name" hint="Where it is used.">
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
          <Field label="Expires after">
            {(control) => (
              <Select {...control} value={draft.expiresInDays} onChange={(event) => change({ expiresInDays: Number(event.target.value) })}>
                {lives.map(([days, label]) => (
                  <option key={days} value={days}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <PermissionChecks
          held={session?.user.permissions ?? []}
          chosen={draft.permissions}
          onChange={(permissions) => change({ permissions })}
        />
        {create.error !== null && (
          <Callout tone="bad" urgent>
            {create.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
