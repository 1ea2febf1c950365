import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Cpu, Plug, SearchX } from "lucide-react";
import { agentColumns } from "#ui/features/agents/agent-columns.tsx";
import { agentStates } from "#ui/features/agents/agent-state-badge.tsx";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { agentsQuery } from "#ui/features/agents/queries/agents.ts";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { FilterChip } from "#ui/design/filter-chip.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Table } from "#ui/design/table.tsx";
import { useEnvironment } from "#ui/lib/use-environment.ts";

const route = getRouteApi("/shell/agents");
const states = ["connected", "stale", "lost", "gone"] as const;

export function AgentsPage() {
  const { environment } = useEnvironment();
  const query = useQuery(agentsQuery(environment));
  return (
    <>
      <PageHeader
        title="Agents"
        description="The processes that report to this server, and how they are."
        actions={
          <Link to="/welcome" search={(old) => ({ ...old, how: "agent" })} className={buttonClass()}>
            <Plug aria-hidden className="size-3.5" />
            Connect an app
          </Link>
        }
      />
      <Loaded query={query} skeleton={<AgentsSkeleton />}>
        {(data, stale) => (data.items.length === 0 ? <NoAgents /> : <AgentList agents={data.items} stale={stale} />)}
      </Loaded>
    </>
  );
}

function AgentList({ agents, stale }: { readonly agents: readonly Agent[]; readonly stale: boolean }) {
  const { find = "", state } = route.useSearch();
  const { environment } = useEnvironment();
  const navigate = useNavigate({ from: "/agents" });
  const words = find.toLowerCase().split(/\s+/);
  const found = agents.filter((agent) => {
    const text =
      `${agent.app} ${agent.instance} ${agent.environment} ${agent.camelVersion} ${agent.agentVersion} ${agent.runtime}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const shown = found.filter((agent) => state === undefined || agent.state === state);
  const narrow = (change: { find?: string; state?: typeof state | undefined }) =>
    void navigate({ replace: true, search: (old) => ({ ...old, ...change }) });
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput label="Find an agent" value={find} onChange={(value) => narrow({ find: value })} className="w-full sm:w-64" />
        {states.map((one) => (
          <FilterChip
            key={one}
            selected={state === one}
            count={found.filter((agent) => agent.state === one).length}
            onToggle={() => narrow({ state: state === one ? undefined : one })}
          >
            {agentStates[one].word}
          </FilterChip>
        ))}
      </div>
      <Panel>
        {shown.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No agent matches"
            actions={<Button onClick={() => narrow({ find: "", state: undefined })}>Clear filters</Button>}
          >
            {agents.length} {agents.length === 1 ? "agent is" : "agents are"} hidden by the filters above.
          </EmptyState>
        ) : (
          <Table
            label="Agents"
            columns={agentColumns(environment === "")}
            rows={shown}
            rowKey={(agent) => agent.id}
            onOpen={(agent) => void navigate({ to: "/agents/$id", params: { id: agent.id } })}
            stale={stale}
          />
        )}
      </Panel>
    </>
  );
}

function AgentsSkeleton() {
  return (
    <Panel>
      <SkeletonRows columns={6} />
    </Panel>
  );
}

function NoAgents() {
  const { environment, choose } = useEnvironment();
  return (
    <Panel>
      <EmptyState
        icon={Cpu}
        title={environment === "" ? "No agent has signed up yet" : `No agent in ${environment}`}
        actions={
          <>
            {environment !== "" && <Button onClick={() => choose("")}>Show all environments</Button>}
            <Link to="/welcome" search={(old) => ({ ...old, how: "agent" })} className={buttonClass({ variant: "primary" })}>
              Connect an app
            </Link>
          </>
        }
      >
        Agents report health and take commands. Apps that send plain OpenTelemetry have no agent; their exchanges and routes show up all the
        same.
      </EmptyState>
    </Panel>
  );
}
