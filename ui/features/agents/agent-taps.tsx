import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Crosshair, Plus } from "lucide-react";
import { useState } from "react";
import { stopTap } from "#schema/contract/taps";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import type { Tap } from "#ui/features/agents/queries/taps.ts";
import { tapsQuery } from "#ui/features/agents/queries/taps.ts";
import { TapDialog } from "#ui/features/agents/tap-dialog.tsx";
import { licenseQuery, NotLicensed } from "#ui/features/license/index.ts";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { request } from "#ui/lib/api.ts";

interface AgentTapsProps {
  readonly agent: Agent;
  readonly maySend: boolean;
}

/** Taps that run in this agent. What runs is shown, and can be ended, whatever the license says. */
export function AgentTaps({ agent, maySend }: AgentTapsProps) {
  const query = useQuery(tapsQuery(agent.id));
  const { data: license } = useQuery(licenseQuery);
  const [starting, setStarting] = useState(false);
  const missing = license?.features.find(({ feature, enabled }) => feature === "debugger" && !enabled);
  const start = maySend && missing === undefined && (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setStarting(true)}>
      Tap a route
    </Button>
  );
  return (
    <>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} columns={4} />}>
        {({ items }) => (
          <>
            {items.length > 0 && <RunningTaps agent={agent} taps={items} maySend={maySend} />}
            {missing !== undefined && <NotLicensed feature="debugger" reason={`${missing.reason}.`} />}
            {missing === undefined && items.length > 0 && start !== false && <div className="border-t border-line p-3">{start}</div>}
            {missing === undefined && items.length === 0 && (
              <EmptyState icon={Crosshair} title="No tap is running" actions={start || undefined}>
                A tap records whole messages of a route, limited in rate and number, and ends by itself.
              </EmptyState>
            )}
          </>
        )}
      </Loaded>
      {starting && <TapDialog agent={agent} onClose={() => setStarting(false)} />}
    </>
  );
}

interface RunningTapsProps extends AgentTapsProps {
  readonly taps: readonly Tap[];
}

function RunningTaps({ agent, taps, maySend }: RunningTapsProps) {
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: ({ id }: Tap) => request(stopTap, { params: { id: agent.id, tapId: id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: tapsQuery(agent.id).queryKey }),
  });
  const columns: readonly Column<Tap>[] = [
    {
      id: "route",
      header: "Route",
      cell: ({ route, node }) => (
        <Link
          to="/exchanges"
          search={{ q: `app:"${agent.app}" AND route:"${route}"`, env: agent.environment }}
          className="font-mono text-xs hover:underline"
        >
          {route}
          {node !== "" && ` · ${node}`}
        </Link>
      ),
    },
    { id: "by", header: "By", width: "w-28", wideOnly: true, cell: ({ startedBy }) => startedBy },
    { id: "limits", header: "At most", width: "w-44", wideOnly: true, cell: ({ maxRate, maxCount }) => `${maxCount}, ${maxRate} a second` },
    { id: "ends", header: "Ends", align: "end", width: "w-24", cell: ({ endsAt }) => <RelativeTime at={endsAt} /> },
    {
      id: "stop",
      header: <span className="sr-only">End</span>,
      align: "end",
      width: "w-24",
      cell: (tap) =>
        maySend && (
          <Button size="sm" busy={stop.isPending && stop.variables.id === tap.id} onClick={() => stop.mutate(tap)}>
            End now
          </Button>
        ),
    },
  ];
  return <Table label="Running taps" columns={columns} rows={taps} rowKey={({ id }) => id} />;
}
