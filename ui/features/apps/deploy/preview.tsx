import { queryOptions, useQuery } from "@tanstack/react-query";
import { previewDeployment } from "#schema/contract/deployments";
import { DiffView } from "#ui/features/apps/deploy/diff-view.tsx";
import type { DeploymentRequest } from "#ui/features/apps/deploy/use-deploy.ts";
import { Callout } from "#ui/design/callout.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { request } from "#ui/lib/api.ts";

function previewQuery(body: DeploymentRequest) {
  return queryOptions({
    queryKey: ["deployment-preview", body],
    queryFn: ({ signal }) => request(previewDeployment, { body }, signal),
    staleTime: 0,
  });
}

/** What a change would do, before it is asked for. */
export function Preview({ of: body }: { readonly of: DeploymentRequest }) {
  const { data, error } = useQuery(previewQuery(body));
  if (error !== null) {
    return (
      <Callout tone="bad" urgent>
        {error.message}
      </Callout>
    );
  }
  if (data === undefined) return <SkeletonRows rows={2} columns={2} />;
  return (
    <div className="flex flex-col gap-3">
      {data.warnings.map((warning) => (
        <Callout key={warning} tone="warn">
          {warning}
        </Callout>
      ))}
      {data.from === null ? (
        <p className="text-sm text-muted">
          The first deployment here: version {data.to.artifact.version} with the settings of this environment.
        </p>
      ) : (
        <DiffView diff={data.diff} />
      )}
    </div>
  );
}
