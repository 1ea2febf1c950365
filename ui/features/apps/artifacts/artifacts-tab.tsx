import { useInfiniteQuery } from "@tanstack/react-query";
import { Rocket, Trash2 } from "lucide-react";
import { useState } from "react";
import { DeleteArtifactDialog } from "#ui/features/apps/artifacts/delete-artifact-dialog.tsx";
import { InspectionFacts } from "#ui/features/apps/artifacts/inspection-facts.tsx";
import { UploadPanel } from "#ui/features/apps/artifacts/upload-panel.tsx";
import { DeployDialog } from "#ui/features/apps/deploy/deploy-dialog.tsx";
import type { App } from "#ui/features/apps/queries/apps.ts";
import type { Artifact } from "#ui/features/apps/queries/artifacts.ts";
import { artifactsQuery } from "#ui/features/apps/queries/artifacts.ts";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { LoadOlder } from "#ui/design/load-older.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { useMay } from "#ui/lib/session.ts";

/** The versions of an app, and where a new one is dropped. */
export function ArtifactsTab({ app }: { readonly app: App }) {
  const query = useInfiniteQuery(artifactsQuery(app.id));
  const mayUpload = useMay("artifacts:write");
  const mayDeploy = useMay("deployments:write");
  const [deploys, setDeploys] = useState<Artifact>();
  const [deletes, setDeletes] = useState<Artifact>();
  const columns = columnsOf({
    deploy: mayDeploy ? setDeploys : undefined,
    remove: mayUpload ? setDeletes : undefined,
  });
  return (
    <div className="flex flex-col gap-5">
      {mayUpload && app.kind === "app" && <UploadPanel appId={app.id} onDeploy={mayDeploy ? setDeploys : undefined} />}
      <Panel>
        <Loaded query={query} skeleton={<SkeletonRows rows={4} columns={4} />}>
          {({ pages }, stale) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) return <p className="p-4 text-sm text-muted">No version yet.</p>;
            return (
              <>
                <Table
                  label="Versions"
                  columns={columns}
                  rows={items}
                  rowKey={({ id }) => id}
                  details={(artifact) => <InspectionFacts artifact={artifact} />}
                  stale={stale}
                />
                <LoadOlder query={query} />
              </>
            );
          }}
        </Loaded>
      </Panel>
      {deploys !== undefined && <DeployDialog app={app} artifactId={deploys.id} onClose={() => setDeploys(undefined)} />}
      {deletes !== undefined && <DeleteArtifactDialog artifact={deletes} onClose={() => setDeletes(undefined)} />}
    </div>
  );
}

interface Actions {
  readonly deploy: ((artifact: Artifact) => void) | undefined;
  readonly remove: ((artifact: Artifact) => void) | undefined;
}

function columnsOf({ deploy, remove }: Actions): readonly Column<Artifact>[] {
  return [
    { id: "version", header: "Version", cell: ({ version }) => <span className="font-medium">{version}</span> },
    {
      id: "camel",
      header: "Camel",
      width: "w-28",
      wideOnly: true,
      cell: (artifact) => (artifact.kind === "jar" ? (artifact.inspection.camelVersion ?? "?") : "image"),
    },
    {
      id: "used",
      header: "Deployed in",
      width: "w-64",
      wideOnly: true,
      cell: ({ usedIn }) => (
        <span className="flex flex-wrap gap-x-3">
          {usedIn.map((name) => (
            <EnvironmentTag key={name} name={name} />
          ))}
        </span>
      ),
    },
    { id: "by", header: "By", width: "w-36", wideOnly: true, cell: ({ createdBy }) => <span className="truncate">{createdBy}</span> },
    { id: "at", header: "Uploaded", align: "end", width: "w-28", cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "end",
      width: "w-20",
      cell: (artifact) => (
        <span className="inline-flex gap-1">
          {deploy && (
            <IconButton size="sm" label={`Deploy ${artifact.version}`} icon={<Rocket aria-hidden />} onClick={() => deploy(artifact)} />
          )}
          {remove && artifact.usedIn.length === 0 && (
            <IconButton size="sm" label={`Delete ${artifact.version}`} icon={<Trash2 aria-hidden />} onClick={() => remove(artifact)} />
          )}
        </span>
      ),
    },
  ];
}
