import type { sendCommand as endpoint } from "#schema/contract/agents";
import { dispatchCommand } from "#server/features/agents/dispatch-command";
import type { Verb } from "#server/platform/call";

export const sendCommand: Verb<typeof endpoint> = (deps, { params, body, ctx }) =>
  dispatchCommand(deps, ctx, { agentId: params.id, ...body });
