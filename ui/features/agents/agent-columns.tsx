import { Link } from "@tanstack/react-router";
import { AgentStateBadge } from "#ui/features/agents/agent-state-badge.tsx";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { Meter } from "#ui/design/meter.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";

/** `withEnvironment` when the list spans several. */
export function agentColumns(withEnvironment: boolean): readonly Column<Agent>[] {
  return [
    { id: "state", header: "State", width: "w-28", cell: (agent) => <AgentStateBadge state={agent.state} /> },
    { id: "instance", header: "App and instance", cell: (agent) => <AgentName agent={agent} /> },
    ...(withEnvironment
      ? [
          {
            id: "environment",
            header: "Environment",
            width: "w-36",
            wideOnly: true,
            cell: (agent: Agent) => <EnvironmentTag name={agent.environment} />,
          },
        ]
      : []),
    { id: "camel", header: "Camel", width: "w-24", wideOnly: true, cell: (agent) => agent.camelVersion || <NoValue /> },
    { id: "runtime", header: "Runtime", width: "w-28", wideOnly: true, cell: (agent) => agent.runtime || <NoValue /> },
    { id: "agent", header: "Agent", width: "w-28", wideOnly: true, cell: (agent) => agent.agentVersion || <NoValue /> },
    { id: "routes", header: "Routes", align: "end", width: "w-20", wideOnly: true, cell: (agent) => agent.routes.length },
    { id: "memory", header: "Heap", width: "w-36", wideOnly: true, cell: (agent) => <Heap agent={agent} /> },
    {
      id: "inflight",
      header: "In flight",
      align: "end",
      width: "w-20",
      wideOnly: true,
      tooltip: "Exchanges on their way right now",
      cell: (agent) => agent.inflight,
    },
    {
      id: "heartbeat",
      header: "Heartbeat",
      align: "end",
      width: "w-28",
      cell: (agent) => (agent.lastHeartbeatAt === null ? <NoValue meaning="Never" /> : <RelativeTime at={agent.lastHeartbeatAt} />),
    },
  ];
}

function AgentName({ agent }: { readonly agent: Agent }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2 max-sm:flex-col max-sm:gap-0 max-sm:py-1">
      <Link to="/agents/$id" params={{ id: agent.id }} className="truncate font-medium hover:underline">
        {agent.app}
      </Link>
      <span className="truncate font-mono text-2xs text-muted">{agent.instance}</span>
    </span>
  );
}

export function Heap({ agent }: { readonly agent: Pick<Agent, "memoryUsedBytes" | "memoryMaxBytes"> }) {
  const { memoryUsedBytes: used, memoryMaxBytes: max } = agent;
  if (used === null) return <NoValue />;
  if (max === null || max === 0) return formatBytes(used);
  return (
    <span className="flex items-center gap-2" data-tooltip={`${formatBytes(used)} of ${formatBytes(max)}`}>
      <Meter label={`Heap: ${formatBytes(used)} of ${formatBytes(max)}`} share={used / max} className="w-14" />
      <span className="whitespace-nowrap tabular">{formatBytes(used)}</span>
    </span>
  );
}
