import { Link } from "@tanstack/react-router";
import { CirclePause, CirclePlay, CircleStop, EllipsisVertical, Waypoints } from "lucide-react";
import type { CommandDraft, CommandType } from "#ui/features/agents/command-catalog.ts";
import { describeCommand } from "#ui/features/agents/command-catalog.ts";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { Badge } from "#ui/design/badge.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem } from "#ui/design/menu.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";

interface AgentRoutesProps {
  readonly agent: Agent;
  /** Absent for people who may not send commands. */
  readonly onCommand: ((draft: CommandDraft) => void) | undefined;
}

type RouteState = Agent["routes"][number];

const actions: readonly CommandType[] = ["route.start", "route.stop", "route.suspend", "route.resume", "route.restart"];

export function AgentRoutes({ agent, onCommand }: AgentRoutesProps) {
  if (agent.routes.length === 0) {
    return (
      <EmptyState icon={Waypoints} title="No routes reported">
        The agent tells its routes with its heartbeats. A process without routes reports none.
      </EmptyState>
    );
  }
  const columns: readonly Column<RouteState>[] = [
    {
      id: "route",
      header: "Route",
      cell: ({ route }) => (
        <Link
          to="/routes/$app/$route"
          params={{ app: agent.app, route }}
          search={(old) => ({ ...old, env: agent.environment })}
          className="font-mono text-xs hover:underline"
        >
          {route}
        </Link>
      ),
    },
    { id: "state", header: "State", width: "w-36", cell: ({ state }) => <RouteStateBadge state={state} /> },
    ...(onCommand === undefined
      ? []
      : [
          {
            id: "actions",
            header: <span className="sr-only">Commands</span>,
            width: "w-12",
            align: "end" as const,
            cell: ({ route }: RouteState) => <RouteActions route={route} onCommand={onCommand} />,
          },
        ]),
  ];
  return <Table label="Routes of this agent" columns={columns} rows={agent.routes} rowKey={({ route }) => route} />;
}

function RouteStateBadge({ state }: { readonly state: string }) {
  if (/^start/i.test(state))
    return (
      <Badge tone="good" icon={<CirclePlay aria-hidden />}>
        {state}
      </Badge>
    );
  if (/^suspend/i.test(state))
    return (
      <Badge tone="warn" icon={<CirclePause aria-hidden />}>
        {state}
      </Badge>
    );
  return (
    <Badge tone="quiet" icon={<CircleStop aria-hidden />}>
      {state}
    </Badge>
  );
}

function RouteActions({ route, onCommand }: { readonly route: string; readonly onCommand: (draft: CommandDraft) => void }) {
  return (
    <Menu
      label={`Commands for ${route}`}
      placement="bottom-end"
      trigger={(trigger) => <IconButton {...trigger} size="sm" label={`Commands for ${route}`} icon={<EllipsisVertical aria-hidden />} />}
    >
      {(close) =>
        actions.map((type) => (
          <MenuItem
            key={type}
            onSelect={() => {
              close();
              onCommand({ type, route });
            }}
          >
            {describeCommand(type)?.label}…
          </MenuItem>
        ))
      }
    </Menu>
  );
}
