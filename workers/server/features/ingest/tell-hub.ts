import type { Batch } from "#server/ingest/ndjson/batch";
import { withDashes } from "#server/ingest/ndjson/execution-running";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/**
 * Tells the agent's hub which exchanges began and ended, and answers with the number of commands that wait for the agent. The live view
 * is no part of what an acknowledgement promises: a hub that cannot be reached fails nothing.
 */
export async function tellHub(deps: Deps, { actor, log }: Context, batch: Batch): Promise<number> {
  const agentId = actor.kind === "agent" ? actor.agentId : batch.header.agent;
  const quiet = batch.running.length === 0 && batch.ended.length === 0;
  if (quiet && actor.kind !== "agent") return 0;
  try {
    const hub = deps.hubs.shardOf(agentId);
    if (batch.running.length > 0)
      await hub.reportRunning(
        agentId,
        batch.running.map((running) => ({ ...running, agentId })),
      );
    if (batch.ended.length > 0) await hub.reportEnded(agentId, batch.ended.map(withDashes));
    return actor.kind === "agent" ? await hub.pendingCommands(agentId) : 0;
  } catch (cause) {
    log.set({ hub: String(cause) });
    return 0;
  }
}
