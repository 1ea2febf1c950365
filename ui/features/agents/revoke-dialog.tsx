import { useQueryClient } from "@tanstack/react-query";
import { revokeAgent } from "#schema/contract/bootstrap-tokens";
import { agentQuery } from "#ui/features/agents/queries/agent.ts";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { ConfirmDialog } from "#ui/features/people/index.ts";
import { request } from "#ui/lib/api.ts";

/** Asks before an agent is put out. */
export function RevokeDialog({ agent, onClose }: { readonly agent: Agent; readonly onClose: () => void }) {
  const client = useQueryClient();
  return (
    <ConfirmDialog
      title={`Revoke ${agent.instance}?`}
      verb="Revoke"
      run={() => request(revokeAgent, { params: { id: agent.id }, body: {} })}
      done={`${agent.instance} was revoked.`}
      onDone={() => void client.invalidateQueries({ queryKey: agentQuery(agent.id).queryKey })}
      onClose={onClose}
    >
      <p>
        Its link is cut at once and its tokens end within ten seconds. What it has sent stays. It can sign up again with an agent token and
        is then another agent: revoke that token as well to keep it out.
      </p>
    </ConfirmDialog>
  );
}
