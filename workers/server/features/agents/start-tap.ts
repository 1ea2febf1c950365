import type { startTap as endpoint } from "#schema/contract/taps";
import { dispatchCommand } from "#server/features/agents/dispatch-command";
import { tapExpiresInSeconds, tapOf } from "#server/features/agents/tap";
import type { Verb } from "#server/platform/call";

export const startTap: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const { reason, ...wishes } = body;
  const args = Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish !== ""));
  const order = { agentId: params.id, type: "tap.start", args, reason, expiresInSeconds: tapExpiresInSeconds } as const;
  const command = await dispatchCommand(deps, ctx, order);
  return tapOf({ ...command, issuedAt: Date.parse(command.issuedAt), expiresAt: Date.parse(command.expiresAt) });
};
