import type { FormEvent } from "react";
import { useState } from "react";
import { saveOidc } from "#schema/contract/oidc";
import { DiscoveryCheck } from "#ui/features/identity-provider/discovery-check.tsx";
import type { ProviderDraft } from "#ui/features/identity-provider/provider-draft.ts";
import { bodyOf, draftOf } from "#ui/features/identity-provider/provider-draft.ts";
import { ProviderOptions } from "#ui/features/identity-provider/provider-options.tsx";
import type { Oidc } from "#ui/features/identity-provider/queries/oidc.ts";
import { RemoveProvider } from "#ui/features/identity-provider/remove-provider.tsx";
import { useOidcChange } from "#ui/features/identity-provider/use-oidc-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";
import { request } from "#ui/lib/api.ts";
import { useMay } from "#ui/lib/session.ts";

/** First step: the provider's address and this server's name there. */
export function ProviderForm({ oidc }: { readonly oidc: Oidc }) {
  const [draft, setDraft] = useState(() => draftOf(oidc));
  const mayWrite = useMay("oidc:write");
  const save = useOidcChange(() => request(saveOidc, { body: bodyOf(draft) }));
  const change = (part: Partial<ProviderDraft>) => {
    setDraft({ ...draft, ...part });
    save.reset();
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(undefined);
  }

  return (
    <Panel title="1. Identity provider" actions={mayWrite && oidc.provider !== null && <RemoveProvider issuer={oidc.provider.issuer} />}>
      <form onSubmit={submit}>
        <fieldset disabled={!mayWrite} className="flex flex-col gap-4 p-4">
          <Field label="Issuer" hint="The provider's address, exactly as it stands in its tokens.">
            {(control) => (
              <Input
                {...control}
                type="url"
                required
                placeholder="https://login.example.com/oidc"
                value={draft.issuer}
                onChange={(event) => change({ issuer: event.target.value })}
              />
            )}
          </Field>
          <DiscoveryCheck issuer={draft.issuer} />
          <ClientFields draft={draft} secretSet={oidc.clientSecretSet} onChange={change} />
          <ProviderOptions draft={draft} onChange={change} />
          {save.error !== null && (
            <Callout tone="bad" urgent>
              {save.error.message}
            </Callout>
          )}
          {mayWrite && <Saving oidc={oidc} busy={save.isPending} />}
        </fieldset>
      </form>
    </Panel>
  );
}

interface ClientFieldsProps {
  readonly draft: ProviderDraft;
  readonly secretSet: boolean;
  readonly onChange: (part: Partial<ProviderDraft>) => void;
}

function ClientFields({ draft, secretSet, onChange }: ClientFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Client id" hint="Empty: nobody signs in through the provider, its tokens are accepted only.">
        {(control) => <Input {...control} value={draft.clientId} onChange={(event) => onChange({ clientId: event.target.value })} />}
      </Field>
      <Field label="Client secret" hint={secretSet ? "One is saved. Leave it empty to keep it." : "Empty for a public client."}>
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="new-password"
            value={draft.clientSecret}
            onChange={(event) => onChange({ clientSecret: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function Saving({ oidc, busy }: { readonly oidc: Oidc; readonly busy: boolean }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-3">
      {oidc.enabled && <span className="text-xs text-muted">A change switches the provider off until it has been tried again.</span>}
      <Button type="submit" variant="primary" busy={busy}>
        Save
      </Button>
    </div>
  );
}
