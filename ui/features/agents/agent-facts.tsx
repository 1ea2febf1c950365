import { Heap } from "#ui/features/agents/agent-columns.tsx";
import { agentStates } from "#ui/features/agents/agent-state-badge.tsx";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { Callout } from "#ui/design/callout.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { formatCount } from "#ui/lib/format/number.ts";

const links = { sse: "Server-sent events", websocket: "WebSocket", poll: "Polling", none: "None" } as const;

function Since({ at }: { readonly at: string | null }) {
  return at === null ? <NoValue /> : <RelativeTime at={at} />;
}

export function AgentFacts({ agent }: { readonly agent: Agent }) {
  return (
    <div className="flex flex-col gap-4">
      {agent.droppedLines > 0 && (
        <Callout tone="warn">It had to drop {formatCount(agent.droppedLines)} lines because they could not be sent in time.</Callout>
      )}
      <Panel title="Health">
        <div className="p-4">
          <Facts>
            <Fact name="State">{agentStates[agent.state].meaning}</Fact>
            <Fact name="Last heartbeat">
              <Since at={agent.lastHeartbeatAt} />
            </Fact>
            <Fact name="Command link">{links[agent.link]}</Fact>
            <Fact name="Heap">
              <Heap agent={agent} />
            </Fact>
            <Fact name="CPU">{agent.cpuLoad === null ? <NoValue /> : `${Math.round(agent.cpuLoad * 100)} %`}</Fact>
            <Fact name="In flight">{formatCount(agent.inflight)}</Fact>
            <Fact name="Waiting batches">{formatCount(agent.queuedBatches)}</Fact>
          </Facts>
        </div>
      </Panel>
      <Panel title="Process">
        <div className="p-4">
          <Facts>
            <Fact name="Camel">{agent.camelVersion || <NoValue />}</Fact>
            <Fact name="Runtime">{agent.runtime || <NoValue />}</Fact>
            <Fact name="Java">{agent.javaVersion || <NoValue />}</Fact>
            <Fact name="Agent">{agent.agentVersion || <NoValue />}</Fact>
            <Fact name="Started">
              <Since at={agent.bootAt} />
            </Fact>
            <Fact name="Signed up">
              <Since at={agent.registeredAt} />
            </Fact>
            <Fact name="Can do">{agent.capabilities.length === 0 ? <NoValue /> : agent.capabilities.join(", ")}</Fact>
          </Facts>
        </div>
      </Panel>
    </div>
  );
}
