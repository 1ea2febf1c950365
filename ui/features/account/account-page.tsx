import { useQuery } from "@tanstack/react-query";
import { PasswordPanel } from "#ui/features/account/password-panel.tsx";
import type { Account } from "#ui/features/account/queries/account.ts";
import { accountQuery } from "#ui/features/account/queries/account.ts";
import { SecondFactorPanel } from "#ui/features/account/second-factor/second-factor-panel.tsx";
import { SessionsPanel } from "#ui/features/account/sessions-panel.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";
import { sessionQuery } from "#ui/lib/session.ts";

/** How one's own account is secured. */
export function AccountPage() {
  const { data: session } = useQuery(sessionQuery);
  const account = useQuery(accountQuery);
  const { username = "", displayName = "" } = session?.user ?? {};
  return (
    <div className="max-w-3xl">
      <PageHeader title="Account" description={displayName === "" ? username : `${displayName} · ${username}`} />
      <div className="flex flex-col gap-5">
        <Loaded query={account} skeleton={<AccountSkeleton />}>
          {(data) => <Proofs account={data} />}
        </Loaded>
        <SessionsPanel />
      </div>
    </div>
  );
}

/** How one proves who one is; where the identity provider sees to that, it is its matter. */
function Proofs({ account }: { readonly account: Account }) {
  const { data: capabilities } = useQuery(capabilitiesQuery);
  if (capabilities === undefined) return <AccountSkeleton />;
  if (!capabilities.passwordManagement || account.passwordChangedAt === null) {
    return <Callout tone="info">You sign in through your identity provider. Password and second factor are kept there.</Callout>;
  }
  return (
    <>
      <PasswordPanel changedAt={account.passwordChangedAt} />
      <SecondFactorPanel secondFactor={account.secondFactor} />
    </>
  );
}

function AccountSkeleton() {
  return (
    <Panel>
      <SkeletonRows rows={2} columns={2} />
    </Panel>
  );
}
