import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { cancelDeployment } from "#schema/contract/deployments";
import { RollbackDialog } from "#ui/features/apps/deploy/rollback-dialog.tsx";
import { isOver } from "#ui/features/apps/deployments/deployment-states.ts";
import { appQuery } from "#ui/features/apps/queries/apps.ts";
import type { DeploymentDetail } from "#ui/features/apps/queries/deployments.ts";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { request } from "#ui/lib/api.ts";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { useMay } from "#ui/lib/session.ts";

/** How it ended, why, and what one may want to do next; while it runs, the way to stop it. */
export function DeploymentOutcome({ deployment }: { readonly deployment: DeploymentDetail }) {
  const { state, failure, gapMs, app, environment } = deployment;
  if (!isOver(state)) return <UnderWay deployment={deployment} />;
  if (state === "succeeded") {
    return (
      <Callout tone="good">
        <div className="flex flex-wrap items-center gap-3">
          <span className="grow">It runs as it should.{gapMs !== null && ` ${gapText(gapMs)}`}</span>
          <Link to="/exchanges" search={{ q: `app=${app}`, env: environment }} className={buttonClass({ size: "sm" })}>
            Its exchanges
          </Link>
          <GoBack deployment={deployment} />
        </div>
      </Callout>
    );
  }
  if (state === "superseded") return <Callout tone="info">A newer change took its place before it was finished.</Callout>;
  return (
    <Callout tone="bad" urgent>
      <div className="flex flex-wrap items-start gap-3">
        <div className="grow">
          <p className="font-medium">{failure?.message ?? "It failed."}</p>
          {state === "rolled-back" && <p className="mt-1">What ran before is what runs now.{gapMs !== null && ` ${gapText(gapMs)}`}</p>}
          {state === "degraded" && <p className="mt-1">What ran before could not be restored. Look at the app now.</p>}
        </div>
        <Link
          to="/apps/$id"
          params={{ id: deployment.appId }}
          search={{ show: "logs", in: deployment.environmentId }}
          className={buttonClass({ size: "sm" })}
        >
          All logs
        </Link>
      </div>
    </Callout>
  );
}

function gapText(gapMs: number): string {
  return `Nothing answered for ${formatDuration(gapMs * 1_000)} at most, between one version and the other.`;
}

function UnderWay({ deployment }: { readonly deployment: DeploymentDetail }) {
  const mayDeploy = useMay("deployments:write");
  const navigate = useNavigate();
  const cancel = useMutation({
    mutationFn: () => request(cancelDeployment, { params: { id: deployment.id } }),
    onSuccess: ({ id }) => navigate({ to: "/deployments/$id", params: { id } }),
  });
  const waits = deployment.state === "waiting";
  return (
    <Callout tone="info">
      <div className="flex flex-wrap items-center gap-3">
        <span className="grow" role="status">
          {waits ? `Waiting for ${deployment.runner}; it takes this up as soon as it is connected.` : "Under way. This page follows it."}
        </span>
        {mayDeploy && (
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        )}
      </div>
    </Callout>
  );
}

function GoBack({ deployment }: { readonly deployment: DeploymentDetail }) {
  const mayDeploy = useMay("deployments:write");
  const { data: app } = useQuery(appQuery(deployment.appId));
  const [asks, setAsks] = useState(false);
  const placement = app?.placements.find(({ environmentId }) => environmentId === deployment.environmentId);
  if (!mayDeploy || placement === undefined || deployment.previousRevisionId === null) return null;
  return (
    <>
      <Button size="sm" onClick={() => setAsks(true)}>
        Roll back…
      </Button>
      {asks && <RollbackDialog placement={placement} onClose={() => setAsks(false)} />}
    </>
  );
}
