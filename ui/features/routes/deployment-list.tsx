import { Link } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import type { DeploymentInRange } from "#ui/features/routes/queries/deployments-in-range.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";

/** The deployments that the charts mark, as links. */
export function DeploymentList({ deployments }: { readonly deployments: readonly DeploymentInRange[] }) {
  if (deployments.length === 0) return null;
  return (
    <ul aria-label="Deployments in this range" className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
      {deployments.map(({ id, action, artifactVersion, environment, createdAt, state }) => (
        <li key={id} className="flex items-center gap-1.5">
          <Rocket aria-hidden className={state === "succeeded" ? "size-3.5 text-accent" : "size-3.5 text-bad"} />
          <Link to="/deployments/$id" params={{ id }} className="text-ink hover:underline">
            {action} {artifactVersion}
          </Link>
          {environment}, <RelativeTime at={createdAt} />
        </li>
      ))}
    </ul>
  );
}
