import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus, Server } from "lucide-react";
import { useState } from "react";
import { EnrollDialog } from "#ui/features/runners/enroll-dialog.tsx";
import type { Runner } from "#ui/features/runners/queries/runners.ts";
import { runnersQuery } from "#ui/features/runners/queries/runners.ts";
import { RunnerStateBadge } from "#ui/features/runners/runner-state-badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { useMay } from "#ui/lib/session.ts";

export function RunnersPage() {
  const query = useQuery(runnersQuery);
  const mayWrite = useMay("runners:write");
  const [adds, setAdds] = useState(false);
  const add = mayWrite && (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdds(true)}>
      Add runner
    </Button>
  );
  return (
    <>
      <PageHeader title="Runners" description="The hosts on which apps run. A runner dials out; nothing has to reach it." actions={add} />
      <Loaded query={query} skeleton={<Waiting />}>
        {({ items }, stale) => (
          <Panel>
            {items.length === 0 ? (
              <EmptyState icon={Server} title="No runner yet" actions={add || undefined}>
                Install a runner on a Docker host and apps can be uploaded, deployed, watched and rolled back from here. Without one, this
                server watches apps that you run yourself.
              </EmptyState>
            ) : (
              <RunnerTable runners={items} stale={stale} />
            )}
          </Panel>
        )}
      </Loaded>
      {adds && <EnrollDialog onClose={() => setAdds(false)} />}
    </>
  );
}

function RunnerTable({ runners, stale }: { readonly runners: readonly Runner[]; readonly stale: boolean }) {
  const navigate = useNavigate();
  return (
    <Table
      label="Runners"
      columns={columns}
      rows={runners}
      rowKey={(runner) => runner.id}
      onOpen={(runner) => void navigate({ to: "/admin/runners/$id", params: { id: runner.id } })}
      stale={stale}
    />
  );
}

const columns: readonly Column<Runner>[] = [
  { id: "state", header: "State", width: "w-32", cell: (runner) => <RunnerStateBadge state={runner.state} /> },
  {
    id: "name",
    header: "Runner",
    cell: (runner) => (
      <span className="flex min-w-0 items-baseline gap-2 max-sm:flex-col max-sm:gap-0 max-sm:py-1">
        <Link to="/admin/runners/$id" params={{ id: runner.id }} className="truncate font-medium hover:underline">
          {runner.name}
        </Link>
        <span className="truncate text-xs text-muted">{runner.host.name}</span>
      </span>
    ),
  },
  { id: "executor", header: "Runs on", width: "w-40", wideOnly: true, cell: (runner) => executorOf(runner) },
  { id: "apps", header: "Apps", align: "end", width: "w-20", wideOnly: true, cell: (runner) => runner.apps },
  { id: "version", header: "Version", width: "w-28", wideOnly: true, cell: (runner) => runner.version },
  {
    id: "seen",
    header: "Last seen",
    align: "end",
    width: "w-28",
    cell: (runner) => (runner.lastSeenAt === null ? <NoValue meaning="Never" /> : <RelativeTime at={runner.lastSeenAt} />),
  },
];

const executors = { docker: "Docker", kubernetes: "Kubernetes", memory: "Memory (trial)", none: "Nothing found" } as const;

/** What a runner runs apps with, and its version. */
export function executorOf({ executor }: Pick<Runner, "executor">): string {
  return `${executors[executor.kind]} ${executor.version}`.trim();
}

function Waiting() {
  return (
    <Panel>
      <SkeletonRows rows={3} columns={5} />
    </Panel>
  );
}
