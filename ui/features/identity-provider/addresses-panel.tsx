import type { Oidc } from "#ui/features/identity-provider/queries/oidc.ts";
import { Panel } from "#ui/design/panel.tsx";
import { Snippet } from "#ui/design/snippet.tsx";

/** What the provider's administrator has to enter there. */
export function AddressesPanel({ oidc }: { readonly oidc: Oidc }) {
  return (
    <Panel title="Addresses for the provider">
      <div className="flex flex-col gap-3 p-4">
        <p className="text-sm text-muted">Register this server at the provider as a web application with these addresses.</p>
        <Snippet wrap title="Redirect" label="Redirect address" text={oidc.redirectUri} />
        <Snippet wrap title="After signing out" label="Address after signing out" text={oidc.postLogoutRedirectUri} />
        <Snippet wrap title="Back-channel logout" label="Back-channel logout address" text={oidc.backchannelLogoutUri} />
      </div>
    </Panel>
  );
}
