import type { FormEvent } from "react";
import { useId, useState } from "react";
import { createInvitation } from "#schema/contract/invitations";
import { Checks } from "#ui/features/people/checks.tsx";
import { NewLinkDialog } from "#ui/features/people/invitations/new-link-dialog.tsx";
import { useChange } from "#ui/features/people/use-change.ts";
import { useGrantable } from "#ui/features/people/use-grantable.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";
import { request } from "#ui/lib/api.ts";

interface Draft {
  readonly recipient: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly validDays: number;
}

const lives: readonly (readonly [days: number, label: string])[] = [
  [1, "1 day"],
  [7, "7 days"],
  [30, "30 days"],
];

/** Asks for whom and with what, then shows the link. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const formId = useId();
  const [draft, setDraft] = useState<Draft>({ recipient: "", roles: ["VIEWER"], groups: [], validDays: 7 });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const grantable = useGrantable();
  const invite = useChange({
    run: ({ recipient, roles, groups, validDays }: Draft) =>
      request(createInvitation, { body: { recipient, roles: [...roles], groups: [...groups], validDays } }),
    showsError: true,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    invite.mutate(draft);
  }

  if (invite.data !== undefined) return <NewLinkDialog link={invite.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Invite somebody"
      description="You get a link to send. Whoever opens it chooses a name and a password."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={invite.isPending}>
            Make the link
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="For whom" hint="A name or an address, for you and for them. Nothing is sent.">
          {(control) => (
            <Input
              {...control}
              data-autofocus
              required
              maxLength={256}
              value={draft.recipient}
              onChange={(event) => change({ recipient: event.target.value })}
            />
          )}
        </Field>
        <Checks legend="Roles" choices={grantable.roles} chosen={draft.roles} onChange={(roles) => change({ roles })} />
        {grantable.groups.length > 0 && (
          <Checks legend="Groups" choices={grantable.groups} chosen={draft.groups} onChange={(groups) => change({ groups })} />
        )}
        <Field label="Good for">
          {(control) => (
            <Select {...control} value={draft.validDays} onChange={(event) => change({ validDays: Number(event.target.value) })}>
              {lives.map(([days, label]) => (
                <option key={days} value={days}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {invite.error !== null && (
          <Callout tone="bad" urgent>
            {invite.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
