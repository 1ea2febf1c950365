import { useQuery } from "@tanstack/react-query";
import { Bot, Plus } from "lucide-react";
import { useState } from "react";
import { serviceAccountsQuery } from "#ui/features/people/queries/service-accounts.ts";
import { AccountDialog } from "#ui/features/people/service-accounts/account-dialog.tsx";
import { AccountPanel } from "#ui/features/people/service-accounts/account-panel.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { useMay } from "#ui/lib/session.ts";

/** Programs that call the API, and their keys. */
export function ServiceAccountsPage() {
  const query = useQuery(serviceAccountsQuery);
  const mayWrite = useMay("service-accounts:write");
  const [creating, setCreating] = useState(false);
  const create = mayWrite && (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setCreating(true)}>
      New service account
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Service accounts"
        description="Programs that call the API. Each key does what you choose, and never more than you may yourself."
        actions={create}
      />
      <Loaded query={query} skeleton={<SkeletonRows rows={4} columns={4} />}>
        {({ items }, stale) =>
          items.length === 0 ? (
            <Panel>
              <EmptyState icon={Bot} title="No service accounts yet" actions={create}>
                Give a build server or a script its own account and key: it stays when people go, and can be ended by itself.
              </EmptyState>
            </Panel>
          ) : (
            <div className="flex flex-col gap-5">
              {items.map((account) => (
                <AccountPanel key={account.id} account={account} stale={stale} mayWrite={mayWrite} />
              ))}
            </div>
          )
        }
      </Loaded>
      {creating && <AccountDialog onClose={() => setCreating(false)} />}
    </>
  );
}
