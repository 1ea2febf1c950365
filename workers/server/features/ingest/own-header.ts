import type { BatchHeader } from "#schema/protocol/v1/batch";
import { Problem } from "#schema/problems";
import type { Actor } from "#server/platform/call";

/** An agent may not send in the name of another, nor for another app or into another environment. The bootstrap token may. */
export function requireOwnHeader(actor: Actor, header: BatchHeader): void {
  if (actor.kind !== "agent") return;
  const own = header.agent === actor.agentId && header.app === actor.app && header.env === actor.environment;
  if (!own) throw new Problem("forbidden", { detail: "The batch's agent, app and env must be those the agent registered with." });
}
