import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Bot, History } from "lucide-react";
import { DeploymentStateBadge } from "#ui/features/apps/deployments/deployment-state-badge.tsx";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { environmentsQuery } from "#ui/features/apps/queries/apps.ts";
import type { Deployment } from "#ui/features/apps/queries/deployments.ts";
import { deploymentsQuery } from "#ui/features/apps/queries/deployments.ts";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { Select } from "#ui/design/input.tsx";
import { LoadOlder } from "#ui/design/load-older.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";

const route = getRouteApi("/shell/apps/$id");

/** Everything that was done to the app, newest first. */
export function DeploymentsTab({ app }: { readonly app: App }) {
  const { in: environmentId } = route.useSearch();
  const navigate = useNavigate();
  const environments = useQuery(environmentsQuery).data?.items ?? [];
  const query = useInfiniteQuery(deploymentsQuery({ appId: app.id, environmentId }));
  const narrow = (id: string) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, in: id === "" ? undefined : id }) });
  return (
    <>
      <Select aria-label="Environment" value={environmentId ?? ""} className="mb-3 w-52!" onChange={(event) => narrow(event.target.value)}>
        <option value="">All environments</option>
        {environments.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Panel>
        <Loaded query={query} skeleton={<SkeletonRows rows={5} columns={5} />}>
          {({ pages }, stale) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) {
              return (
                <EmptyState icon={History} title="Nothing was deployed yet">
                  Deployments, rollbacks, starts and stops are listed here with who did them, why, and how they went.
                </EmptyState>
              );
            }
            return (
              <>
                <Table
                  label="Deployments"
                  columns={columns}
                  rows={items}
                  rowKey={(deployment) => deployment.id}
                  onOpen={({ id }) => void navigate({ to: "/deployments/$id", params: { id } })}
                  stale={stale}
                />
                <LoadOlder query={query} />
              </>
            );
          }}
        </Loaded>
      </Panel>
    </>
  );
}

const verbs: Readonly<Record<Deployment["action"], string>> = {
  deploy: "Deploy",
  start: "Start",
  stop: "Stop",
  restart: "Restart",
  scale: "Scale",
  rollback: "Roll back",
  promote: "Promote",
  remove: "Remove",
  cancel: "Cancel",
};

const columns: readonly Column<Deployment>[] = [
  {
    id: "state",
    header: "Result",
    width: "w-48",
    cell: ({ id, state }) => (
      <Link to="/deployments/$id" params={{ id }}>
        <DeploymentStateBadge state={state} />
      </Link>
    ),
  },
  {
    id: "action",
    header: "What",
    cell: (deployment) => (
      <span className="flex min-w-0 items-center gap-2">
        {verbs[deployment.action]}
        <span className="text-muted">
          {deployment.artifactVersion}
          {deployment.action === "scale" && ` to ${deployment.replicas}`}
        </span>
        {deployment.failure !== null && <span className="truncate text-bad">{deployment.failure.message}</span>}
      </span>
    ),
  },
  {
    id: "environment",
    header: "Environment",
    width: "w-36",
    wideOnly: true,
    cell: ({ environment }) => <EnvironmentTag name={environment} />,
  },
  {
    id: "who",
    header: "Who",
    width: "w-36",
    wideOnly: true,
    cell: ({ automatic, createdBy, reason }) => (
      <span className="flex items-center gap-1.5" data-tooltip={reason === "" ? undefined : reason}>
        {automatic && <Bot aria-label="By itself" className="size-3.5 text-muted" />}
        <span className="truncate">{automatic ? "by itself" : createdBy}</span>
      </span>
    ),
  },
  {
    id: "took",
    header: "Took",
    align: "end",
    width: "w-24",
    wideOnly: true,
    cell: ({ startedAt, endedAt }) =>
      startedAt === null || endedAt === null ? <NoValue /> : formatDuration(elapsedMicros(startedAt, endedAt)),
  },
  { id: "at", header: "When", align: "end", width: "w-28", cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
];

function elapsedMicros(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) * 1_000;
}
