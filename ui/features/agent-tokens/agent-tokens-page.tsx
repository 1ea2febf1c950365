import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { AgentToken } from "#ui/features/agent-tokens/queries/agent-tokens.ts";
import { agentTokensQuery } from "#ui/features/agent-tokens/queries/agent-tokens.ts";
import { NewTokenDialog } from "#ui/features/agent-tokens/new-token-dialog.tsx";
import { RevokeTokenDialog } from "#ui/features/agent-tokens/revoke-token-dialog.tsx";
import { tokenColumns } from "#ui/features/agent-tokens/token-columns.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Table } from "#ui/design/table.tsx";
import { useMay } from "#ui/lib/session.ts";

/** What agents and exporters sign up with, besides the token of the configuration. */
export function AgentTokensPage() {
  const query = useQuery(agentTokensQuery);
  const mayWrite = useMay("bootstrap-tokens:write");
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<AgentToken>();
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setCreating(true)}>
      New token
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Agent tokens"
        description="What agents and OpenTelemetry exporters sign up with. The token of the server's configuration works besides."
        actions={mayWrite && create}
      />
      <Loaded query={query} skeleton={<TokensSkeleton />}>
        {({ items }, stale) => (
          <Panel>
            {items.length === 0 ? (
              <EmptyState icon={KeyRound} title="No token yet" actions={mayWrite && create}>
                One token for each environment or team can be revoked without touching the others.
              </EmptyState>
            ) : (
              <Table
                label="Agent tokens"
                columns={tokenColumns(mayWrite ? setRevoking : undefined)}
                rows={items}
                rowKey={({ id }) => id}
                stale={stale}
              />
            )}
          </Panel>
        )}
      </Loaded>
      {creating && <NewTokenDialog onClose={() => setCreating(false)} />}
      {revoking !== undefined && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function TokensSkeleton() {
  return (
    <Panel>
      <SkeletonRows rows={4} columns={5} />
    </Panel>
  );
}
