import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { revokeBootstrapToken } from "#schema/contract/bootstrap-tokens";
import type { AgentToken } from "#ui/features/agent-tokens/queries/agent-tokens.ts";
import { agentTokensQuery } from "#ui/features/agent-tokens/queries/agent-tokens.ts";
import { ConfirmDialog } from "#ui/features/people/index.ts";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { request } from "#ui/lib/api.ts";

export function RevokeTokenDialog({ token, onClose }: { readonly token: AgentToken; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [withAgents, setWithAgents] = useState(false);
  return (
    <ConfirmDialog
      title={`Revoke ${token.name}?`}
      verb="Revoke"
      run={() => request(revokeBootstrapToken, { params: { id: token.id }, query: { agents: withAgents ? "true" : "false" } })}
      done={`${token.name} was revoked.`}
      onDone={() => void client.invalidateQueries({ queryKey: agentTokensQuery.queryKey })}
      onClose={onClose}
    >
      <p>Within ten seconds nobody signs up with it any more, and exporters that send with it are refused.</p>
      <Checkbox
        className="mt-4"
        label="Revoke the agents that signed up with it as well"
        hint="Their links are cut at once. Without this they go on with their own tokens."
        checked={withAgents}
        onChange={(event) => setWithAgents(event.target.checked)}
      />
    </ConfirmDialog>
  );
}
