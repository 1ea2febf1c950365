import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import { createBootstrapToken } from "#schema/contract/bootstrap-tokens";
import { agentTokensQuery } from "#ui/features/agent-tokens/queries/agent-tokens.ts";
import { fieldError } from "#ui/features/people/index.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import { request } from "#ui/lib/api.ts";
import { environmentsQuery } from "#ui/lib/environments.ts";

interface Draft {
  readonly name: string;
  /** Empty for any. */
  readonly environment: string;
  /** Zero for a token that does not expire. */
  readonly expiresInDays: number;
}

const lives: readonly (readonly [days: number, label: string])[] = [
  [0, "Never"],
  [30, "30 days"],
  [90, "90 days"],
  [365, "A year"],
];

/** Asks what a token is for, then shows it. */
export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const formId = useId();
  const [draft, setDraft] = useState<Draft>({ name: "", environment: "", expiresInDays: 0 });
  const create = useCreate();
  const taken = fieldError(create.error, "name");

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate(draft);
  }

  if (create.data !== undefined) return <ShownOnce name={create.data.name} token={create.data.token} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title="New agent token"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={create.isPending}>
            Create token
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} autoComplete="off" className="flex flex-col gap-4">
        <TokenFields draft={draft} taken={taken} onChange={setDraft} />
        {create.error !== null && taken === undefined && (
          <Callout tone="bad" urgent>
            {create.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}

interface TokenFieldsProps {
  readonly draft: Draft;
  readonly taken: string | undefined;
  readonly onChange: (draft: Draft) => void;
}

function TokenFields({ draft, taken, onChange }: TokenFieldsProps) {
  const listId = useId();
  const { data: environments } = useQuery(environmentsQuery);
  return (
    <>
      <Field label="Name" hint="Where it is used: a team, a cluster, a pipeline." error={taken}>
        {(control) => (
          <Input
            {...control}
            data-autofocus
            required
            maxLength={128}
            value={draft.name}
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Environment" hint="Agents and telemetry of another one are refused. Leave empty for any.">
        {(control) => (
          <Input
            {...control}
            list={listId}
            maxLength={256}
            placeholder="Any"
            value={draft.environment}
            onChange={(event) => onChange({ ...draft, environment: event.target.value })}
          />
        )}
      </Field>
      <datalist id={listId}>
        {environments?.items.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <Field label="Expires after" hint="Agents that have signed up keep their own tokens.">
        {(control) => (
          <Select
            {...control}
            value={draft.expiresInDays}
            onChange={(event) => onChange({ ...draft, expiresInDays: Number(event.target.value) })}
          >
            {lives.map(([days, label]) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

function ShownOnce({ name, token, onClose }: { readonly name: string; readonly token: string; readonly onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={`Token ${name}`}
      description="Copy it now: it is not shown again."
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Snippet title="Token" label="Copy token" text={token} wrap />
        <Snippet
          title="For an OpenTelemetry exporter"
          label="Copy setting"
          text={`OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${token}`}
          wrap
        />
      </div>
    </Dialog>
  );
}

function useCreate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, environment, expiresInDays }: Draft) => {
      const body = { name, environment: environment.trim() || null, expiresInDays: expiresInDays || null };
      return request(createBootstrapToken, { body });
    },
    meta: { silent: true },
    onSuccess: () => client.invalidateQueries({ queryKey: agentTokensQuery.queryKey }),
  });
}
