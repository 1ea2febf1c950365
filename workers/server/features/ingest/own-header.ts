import type { BatchHeader } from "#schema/protocol/v1/batch";
import { Problem } from "#schema/problems";
import { requireEnvironment } from "#server/features/agents/index";
import type { Actor } from "#server/platform/call";

/** An agent may not send in the name of another, nor for another app or into another environment. A bootstrap token may, in its environment. */
export function requireOwnHeader(actor: Actor, header: BatchHeader): void {
  requireEnvironment(actor, header.env);
  if (actor.kind !== "agent") return;
  const own = header.agent === actor.agentId && header.app === actor.app && header.env === actor.environment;
  if (!own) throw new Problem("forbidden", { detail: "The batch's agent, app and env must be those the agent registered with." });
}
