import { Problem } from "#schema/problems";
import type { Context } from "#server/platform/call";
import type { AgentIdentity } from "#server/platform/hubs";

/** The agent that calls, as its token says. */
export function callingAgent({ actor }: Context): AgentIdentity {
  if (actor.kind !== "agent") throw new Problem("forbidden", { detail: "This address is for agents." });
  const { agentId, app, environment, instance } = actor;
  return { agentId, app, environment, instance };
}
