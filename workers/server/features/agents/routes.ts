import * as protocol from "#schema/contract/agent-protocol";
import * as contract from "#schema/contract/agents";
import { getRouteGraph as getRouteGraphEndpoint } from "#schema/contract/routes";
import { acknowledgeCommands } from "#server/features/agents/acknowledge-commands";
import { getAgent } from "#server/features/agents/get-agent";
import { getRouteGraph } from "#server/features/agents/get-route-graph";
import { heartbeat } from "#server/features/agents/heartbeat";
import { listAgents } from "#server/features/agents/list-agents";
import { listCommands } from "#server/features/agents/list-commands";
import { openCommandLink } from "#server/features/agents/open-command-link";
import { refreshAgentToken } from "#server/features/agents/refresh-agent-token";
import { registerAgent } from "#server/features/agents/register-agent";
import { sendCommand } from "#server/features/agents/send-command";
import { streamCommands } from "#server/features/agents/stream-commands";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function agentsRoutes(kernel: Kernel): void {
  serve(kernel, protocol.registerAgent, registerAgent);
  serve(kernel, protocol.refreshAgentToken, refreshAgentToken);
  serve(kernel, protocol.heartbeat, heartbeat);
  serve(kernel, protocol.acknowledgeCommands, acknowledgeCommands);
  serve(kernel, protocol.streamCommands, streamCommands);
  serve(kernel, protocol.openCommandLink, openCommandLink);
  serve(kernel, contract.listAgents, listAgents);
  serve(kernel, contract.getAgent, getAgent);
  serve(kernel, contract.sendCommand, sendCommand);
  serve(kernel, contract.listCommands, listCommands);
  serve(kernel, getRouteGraphEndpoint, getRouteGraph);
}
