import { enableOidc } from "#schema/contract/oidc";
import type { Oidc } from "#ui/features/identity-provider/queries/oidc.ts";
import { useOidcChange } from "#ui/features/identity-provider/use-oidc-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { request } from "#ui/lib/api.ts";
import { useMay } from "#ui/lib/session.ts";

/** Last step: put it in force. */
export function SwitchPanel({ oidc }: { readonly oidc: Oidc }) {
  const { enabled, trial, provider } = oidc;
  const mayWrite = useMay("oidc:write");
  const change = useOidcChange((on: boolean) => request(enableOidc, { body: { enabled: on } }));
  const ready = enabled || provider?.clientId === "" || trial?.ok === true;
  return (
    <Panel title="3. Put it in force">
      <div className="flex flex-col gap-3 p-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm">
            {enabled ? "The provider is switched on." : ready ? "Ready to be switched on." : "Sign in on trial first."}
          </p>
          {mayWrite && (
            <Button
              variant={enabled ? "plain" : "primary"}
              disabled={!ready}
              busy={change.isPending}
              onClick={() => change.mutate(!enabled)}
            >
              {enabled ? "Switch off" : "Switch on"}
            </Button>
          )}
        </div>
        {enabled && <p className="text-xs text-muted">Switching it off signs out everybody whom the provider has signed in.</p>}
        {change.error !== null && (
          <Callout tone="bad" urgent>
            {change.error.message}
          </Callout>
        )}
      </div>
    </Panel>
  );
}
