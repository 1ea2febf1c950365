import type { BatchHeader } from "#schema/protocol/v1/batch";
import { Problem } from "#schema/problems";
import { requireEnvironment } from "#server/features/agents/index";
import type { Actor } from "#server/platform/call";

/** Neither an agent nor a deployed app may send in the name of another, nor into another environment. A bootstrap token may, in its environment. */
export function requireOwnHeader(actor: Actor, header: BatchHeader): void {
  requireEnvironment(actor, header.env);
  if (actor.kind !== "agent" && actor.kind !== "app") return;
  const isSame = actor.kind === "app" || header.agent === actor.agentId;
  if (isSame && header.app === actor.app && header.env === actor.environment) return;
  throw new Problem("forbidden", { detail: "The batch's agent, app and env must be those of the token." });
}
