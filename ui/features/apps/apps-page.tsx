import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Boxes, Plus, SearchX } from "lucide-react";
import { useState } from "react";
import { Problem } from "#schema/problems";
import { NewAppDialog } from "#ui/features/apps/new-app-dialog.tsx";
import { NoRuntime } from "#ui/features/apps/no-runtime.tsx";
import { PlacementStateBadge } from "#ui/features/apps/placement-state-badge.tsx";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { appsQuery } from "#ui/features/apps/queries/apps.ts";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/apps");

export function AppsPage() {
  const query = useQuery(appsQuery);
  const mayWrite = useMay("apps:write");
  const [adds, setAdds] = useState(false);
  const unavailable = query.error instanceof Problem && query.error.code === "runtime-unavailable";
  const add = mayWrite && !unavailable && (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdds(true)}>
      New app
    </Button>
  );
  return (
    <>
      <PageHeader title="Applications" description="The apps that this server runs, and where." actions={add} />
      {unavailable ? (
        <NoRuntime />
      ) : (
        <Loaded query={query} skeleton={<Waiting />}>
          {({ items }, stale) =>
            items.length === 0 ? (
              <Panel>
                <EmptyState icon={Boxes} title="No app yet" actions={add || undefined}>
                  An app is what you upload JARs to: each upload is a version that can be deployed, promoted and gone back to.
                </EmptyState>
              </Panel>
            ) : (
              <AppList apps={items} stale={stale} />
            )
          }
        </Loaded>
      )}
      {adds && <NewAppDialog onClose={() => setAdds(false)} />}
    </>
  );
}

function AppList({ apps, stale }: { readonly apps: readonly App[]; readonly stale: boolean }) {
  const { find = "" } = route.useSearch();
  const navigate = useNavigate();
  const setFind = (value: string) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, find: value }) });
  const shown = apps.filter((app) => `${app.name} ${app.displayName}`.toLowerCase().includes(find.toLowerCase()));
  return (
    <>
      <div className="mb-3">
        <SearchInput label="Find an app" value={find} onChange={setFind} className="w-full sm:w-64" />
      </div>
      <Panel>
        {shown.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title={`No app matches “${find}”`}
            actions={<Button onClick={() => setFind("")}>Clear the filter</Button>}
          />
        ) : (
          <Table
            label="Applications"
            columns={columns}
            rows={shown}
            rowKey={(app) => app.id}
            onOpen={(app) => void navigate({ to: "/apps/$id", params: { id: app.id } })}
            stale={stale}
          />
        )}
      </Panel>
    </>
  );
}

const columns: readonly Column<App>[] = [
  {
    id: "app",
    header: "App",
    width: "w-64",
    cell: (app) => (
      <span className="flex min-w-0 items-baseline gap-2 max-sm:flex-col max-sm:gap-0 max-sm:py-1">
        <Link to="/apps/$id" params={{ id: app.id }} className="truncate font-medium hover:underline">
          {app.name}
        </Link>
        <span className="truncate text-muted">{app.displayName}</span>
      </span>
    ),
  },
  { id: "places", header: "Where and how", cell: (app) => <Places app={app} /> },
  { id: "artifacts", header: "Versions", align: "end", width: "w-24", wideOnly: true, cell: (app) => app.artifacts },
  {
    id: "changed",
    header: "Last change",
    align: "end",
    width: "w-32",
    wideOnly: true,
    cell: (app) => {
      const last = app.placements
        .map(({ desired }) => desired.changedAt)
        .toSorted()
        .at(-1);
      return last === undefined ? <NoValue meaning="Never deployed" /> : <RelativeTime at={last} />;
    },
  },
];

function Places({ app }: { readonly app: App }) {
  if (app.placements.length === 0) return <span className="text-faint">Deployed nowhere</span>;
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1 py-1">
      {app.placements.map(({ environmentId, environment, state, desired, observed }) => (
        <span key={environmentId} className="flex items-center gap-2">
          <EnvironmentTag name={environment} />
          <PlacementStateBadge state={state} />
          <span className="text-xs text-muted tabular">
            {desired.artifactVersion}
            {desired.runState === "running" && ` · ${observed?.healthyInstances ?? 0}/${desired.replicas}`}
          </span>
        </span>
      ))}
    </span>
  );
}

function Waiting() {
  return (
    <Panel>
      <SkeletonRows rows={4} columns={4} />
    </Panel>
  );
}
