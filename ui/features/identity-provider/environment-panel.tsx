import type { Oidc } from "#ui/features/identity-provider/queries/oidc.ts";
import { Callout } from "#ui/design/callout.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { Panel } from "#ui/design/panel.tsx";

/** The provider that the server's configuration names, to be read. */
export function EnvironmentPanel({ oidc: { provider, clientSecretSet } }: { readonly oidc: Oidc }) {
  if (provider === null) return null;
  const text = (value: string, otherwise: string) =>
    value === "" ? <span className="text-muted">{otherwise}</span> : <code>{value}</code>;
  return (
    <Panel title="Identity provider">
      <div className="flex flex-col gap-4 p-4">
        <Callout tone="info">The server's configuration sets this. Change the variables CAMELEER_OIDC_… and start it again.</Callout>
        <Facts>
          <Fact name="Issuer">
            <code>{provider.issuer}</code>
          </Fact>
          <Fact name="Client">{text(provider.clientId, "none: tokens are accepted, nobody signs in")}</Fact>
          <Fact name="Client secret">{clientSecretSet ? "set" : "none"}</Fact>
          <Fact name="Audience">{text(provider.audience, "not checked")}</Fact>
          <Fact name="Organization">{text(provider.organizationId, "any")}</Fact>
          <Fact name="Claim of roles">
            <code>{provider.rolesClaim}</code>
          </Fact>
          <Fact name="Default role">{provider.defaultRole ?? "none"}</Fact>
        </Facts>
      </div>
    </Panel>
  );
}
