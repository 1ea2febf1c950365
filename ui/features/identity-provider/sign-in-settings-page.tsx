import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { AddressesPanel } from "#ui/features/identity-provider/addresses-panel.tsx";
import { EnvironmentPanel } from "#ui/features/identity-provider/environment-panel.tsx";
import { ProviderForm } from "#ui/features/identity-provider/provider-form.tsx";
import type { Oidc } from "#ui/features/identity-provider/queries/oidc.ts";
import { oidcQuery } from "#ui/features/identity-provider/queries/oidc.ts";
import { SwitchPanel } from "#ui/features/identity-provider/switch-panel.tsx";
import { TrialPanel } from "#ui/features/identity-provider/trial-panel.tsx";
import { WaysPanel } from "#ui/features/identity-provider/ways-panel.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";

const route = getRouteApi("/shell/admin/sign-in");

/** How people sign in: the identity provider, from its address to the switch that puts it in force. */
export function SignInSettingsPage() {
  const query = useQuery(oidcQuery);
  const { trial } = route.useSearch();
  return (
    <>
      <PageHeader title="Identity provider" description="How people prove who they are, and whose tokens are accepted." />
      {trial === "done" && (
        <Callout tone="info" className="mb-4">
          This is what came of the sign-in on trial. Nobody was signed in by it; you may close this tab.
        </Callout>
      )}
      {trial === "outdated" && (
        <Callout tone="warn" className="mb-4">
          The settings were changed while you signed in on trial. Try again with those that are saved now.
        </Callout>
      )}
      <Loaded query={query} skeleton={<Waiting />}>
        {(oidc) => (
          <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <div className="flex flex-col gap-4">
              {oidc.source === "environment" ? <EnvironmentPanel oidc={oidc} /> : <Steps oidc={oidc} tried={trial === "done"} />}
            </div>
            <div className="flex flex-col gap-4">
              <WaysPanel />
              <AddressesPanel oidc={oidc} />
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

function Steps({ oidc, tried }: { readonly oidc: Oidc; readonly tried: boolean }) {
  return (
    <>
      <ProviderForm key={JSON.stringify(oidc.provider)} oidc={oidc} />
      {oidc.provider !== null && oidc.provider.clientId !== "" && <TrialPanel oidc={oidc} inView={tried} />}
      {oidc.provider !== null && <SwitchPanel oidc={oidc} />}
    </>
  );
}

function Waiting() {
  return (
    <Panel>
      <SkeletonRows rows={6} columns={2} />
    </Panel>
  );
}
