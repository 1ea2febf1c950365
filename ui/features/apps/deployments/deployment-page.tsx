import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { DiffView } from "#ui/features/apps/deploy/diff-view.tsx";
import { DeploymentEvents } from "#ui/features/apps/deployments/deployment-events.tsx";
import { DeploymentOutcome } from "#ui/features/apps/deployments/deployment-outcome.tsx";
import { DeploymentStateBadge } from "#ui/features/apps/deployments/deployment-state-badge.tsx";
import { isOver } from "#ui/features/apps/deployments/deployment-states.ts";
import { Stepper } from "#ui/features/apps/deployments/stepper.tsx";
import { useFreshDeployment } from "#ui/features/apps/deployments/use-fresh-deployment.ts";
import { LogView } from "#ui/features/apps/logs/log-view.tsx";
import type { DeploymentDetail } from "#ui/features/apps/queries/deployments.ts";
import type { LogScope } from "#ui/features/apps/queries/logs.ts";
import { comparisonQuery } from "#ui/features/apps/queries/deployments.ts";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Timestamp } from "#ui/design/timestamp.tsx";

const route = getRouteApi("/shell/deployments/$id");

export function DeploymentPage() {
  const { id } = route.useParams();
  const query = useFreshDeployment(id);
  return (
    <Loaded query={query} heading="h1" skeleton={<SkeletonRows columns={3} />}>
      {(deployment) => <DeploymentView key={id} deployment={deployment} />}
    </Loaded>
  );
}

function DeploymentView({ deployment }: { readonly deployment: DeploymentDetail }) {
  const { app, appId, environment, artifactVersion, state, createdAt, createdBy, reason, events } = deployment;
  return (
    <>
      <PageHeader
        back={
          <Link to="/apps/$id" params={{ id: appId }} className="inline-flex items-center gap-0.5 hover:text-ink">
            <ChevronLeft aria-hidden className="size-3.5" /> {app}
          </Link>
        }
        title={
          <span className="flex flex-wrap items-center gap-3">
            {app} {artifactVersion}
            <DeploymentStateBadge state={state} />
          </span>
        }
        description={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <EnvironmentTag name={environment} />
            <span>
              {createdBy}, <Timestamp at={createdAt} />
            </span>
            {reason !== "" && <span>“{reason}”</span>}
          </span>
        }
      />
      <div className="flex flex-col gap-5">
        <DeploymentOutcome deployment={deployment} />
        <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[20rem_minmax(0,1fr)]">
          <Panel title="Steps">
            <Stepper deployment={deployment} />
          </Panel>
          <div className="flex min-w-0 flex-col gap-5">
            <Panel title="What happened">
              <DeploymentEvents events={events} />
            </Panel>
            <Changes deployment={deployment} />
            <Panel title="Logs">
              <LogView scope={scopeOf(deployment)} live={!isOver(state)} />
            </Panel>
          </div>
        </div>
      </div>
    </>
  );
}

const afterwardsMs = 60_000;

/** What the runner and the instances that it made said, until shortly after it was over. */
function scopeOf({ id, appId, environmentId, endedAt }: DeploymentDetail): LogScope {
  const scope = { appId, environmentId, deploymentId: id };
  return endedAt === null ? scope : { ...scope, to: new Date(Date.parse(endedAt) + afterwardsMs).toISOString() };
}

function Changes({ deployment: { revision, previous } }: { readonly deployment: DeploymentDetail }) {
  const { data } = useQuery({
    ...comparisonQuery(revision.id, previous?.id ?? ""),
    enabled: previous !== null && previous.id !== revision.id,
  });
  if (data === undefined || data.from === null) return null;
  return (
    <Panel title={`Changes from revision ${data.from.number} to ${data.to.number}`}>
      <div className="p-4">
        <DiffView diff={data.diff} />
      </div>
    </Panel>
  );
}
