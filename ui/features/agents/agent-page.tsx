import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Ban, ChevronLeft, Send } from "lucide-react";
import { useState } from "react";
import { AgentFacts } from "#ui/features/agents/agent-facts.tsx";
import { AgentRoutes } from "#ui/features/agents/agent-routes.tsx";
import { AgentStateBadge } from "#ui/features/agents/agent-state-badge.tsx";
import { AgentTaps } from "#ui/features/agents/agent-taps.tsx";
import type { CommandDraft } from "#ui/features/agents/command-catalog.ts";
import { CommandDialog } from "#ui/features/agents/command-dialog.tsx";
import { CommandHistory } from "#ui/features/agents/command-history.tsx";
import { RevokeDialog } from "#ui/features/agents/revoke-dialog.tsx";
import { agentQuery } from "#ui/features/agents/queries/agent.ts";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Tabs } from "#ui/design/tabs.tsx";
import { useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/agents/$id");

export function AgentPage() {
  const { id } = route.useParams();
  const query = useQuery(agentQuery(id));
  return (
    <Loaded query={query} heading="h1" skeleton={<SkeletonRows columns={3} />}>
      {(agent) => <AgentView agent={agent} />}
    </Loaded>
  );
}

function AgentView({ agent }: { readonly agent: Agent }) {
  const { show: tab = "routes" } = route.useSearch();
  const navigate = useNavigate();
  const maySend = useMay("commands:send") && agent.state !== "gone";
  const mayRevoke = useMay("agents:write") && agent.revokedAt === null;
  const [revoking, setRevoking] = useState(false);
  const [draft, setDraft] = useState<CommandDraft>();
  const tabs = [
    { id: "routes", label: "Routes", count: agent.routes.length },
    { id: "taps", label: "Taps" },
    { id: "commands", label: "Commands" },
  ] as const;
  return (
    <>
      <PageHeader
        back={
          <Link to="/agents" className="inline-flex items-center gap-0.5 hover:text-ink">
            <ChevronLeft aria-hidden className="size-3.5" /> Agents
          </Link>
        }
        title={
          <span className="flex items-center gap-3">
            {agent.app}
            {agent.revokedAt === null ? <AgentStateBadge state={agent.state} /> : <Badge icon={<Ban aria-hidden />}>Revoked</Badge>}
          </span>
        }
        description={
          <span className="flex flex-wrap items-center gap-x-3">
            <EnvironmentTag name={agent.environment} />
            <span className="inline-flex items-center font-mono text-xs">
              {agent.instance} <CopyButton text={agent.id} label="Copy agent id" />
            </span>
          </span>
        }
        actions={
          <>
            {mayRevoke && (
              <Button icon={<Ban aria-hidden className="size-3.5" />} onClick={() => setRevoking(true)}>
                Revoke…
              </Button>
            )}
            {maySend && (
              <Button
                variant="primary"
                icon={<Send aria-hidden className="size-3.5" />}
                onClick={() => setDraft({ type: "graph.refresh" })}
              >
                Send command
              </Button>
            )}
          </>
        }
      />
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[20rem_minmax(0,1fr)]">
        <AgentFacts agent={agent} />
        <Tabs
          label="Agent"
          tabs={tabs}
          value={tab}
          onChange={(next) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, show: next }) })}
        >
          <Panel className="mt-3">
            {tab === "routes" && <AgentRoutes agent={agent} onCommand={maySend ? setDraft : undefined} />}
            {tab === "taps" && <AgentTaps agent={agent} maySend={maySend} />}
            {tab === "commands" && <CommandHistory agentId={agent.id} />}
          </Panel>
        </Tabs>
      </div>
      {revoking && <RevokeDialog agent={agent} onClose={() => setRevoking(false)} />}
      {draft !== undefined && (
        <CommandDialog key={`${draft.type} ${draft.route ?? ""}`} agent={agent} draft={draft} onClose={() => setDraft(undefined)} />
      )}
    </>
  );
}
