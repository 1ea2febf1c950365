import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, ExternalLink } from "lucide-react";
import { Instances } from "#ui/features/apps/overview/instances.tsx";
import { LatestExchanges } from "#ui/features/apps/overview/latest-exchanges.tsx";
import { PlacementActions } from "#ui/features/apps/overview/placement-actions.tsx";
import { placementStates, PlacementStateBadge } from "#ui/features/apps/placement-state-badge.tsx";
import type { App, Placement } from "#ui/features/apps/queries/apps.ts";
import { Callout } from "#ui/design/callout.tsx";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { useMay } from "#ui/lib/session.ts";

interface PlacementCardProps {
  readonly app: App;
  readonly placement: Placement;
}

export function PlacementCard({ app, placement }: PlacementCardProps) {
  const { environment, state, desired, observed, runner } = placement;
  const mayReadExchanges = useMay("exchanges:read");
  return (
    <section aria-label={environment} className="rounded-lg border border-line bg-surface shadow-raised">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <h2 className="text-base font-semibold">
          <EnvironmentTag name={environment} />
        </h2>
        <span data-tooltip={placementStates[state].meaning}>
          <PlacementStateBadge state={state} />
        </span>
        <span className="ml-auto flex items-center gap-2">
          {typeof observed?.url === "string" && (
            <a
              href={observed.url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-sm text-accent hover:underline"
            >
              Open <ExternalLink aria-hidden className="size-3.5" />
            </a>
          )}
          <Link
            to="/exchanges"
            search={{ q: `app=${app.name}`, env: environment }}
            className="inline-flex items-center gap-1 text-sm text-accent hover:underline"
          >
            Exchanges <ArrowLeftRight aria-hidden className="size-3.5" />
          </Link>
          <PlacementActions app={app} placement={placement} />
        </span>
      </header>
      <Conditions placement={placement} />
      <div className="grid grid-cols-1 items-start gap-x-8 gap-y-4 p-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Facts>
          <Fact name="Version">{desired.artifactVersion}</Fact>
          <Fact name="Revision">{desired.revisionNumber}</Fact>
          <Fact name="Wanted">
            {desired.runState === "stopped" ? "Stopped" : `${desired.replicas} ${desired.replicas === 1 ? "instance" : "instances"}`}
          </Fact>
          <Fact name="Healthy">{observed === null ? <NoValue meaning="Not reported yet" /> : observed.healthyInstances}</Fact>
          <Fact name="Runner">{runner}</Fact>
          <Fact name="Last change">
            <Link to="/deployments/$id" params={{ id: desired.deploymentId }} className="text-accent hover:underline">
              <RelativeTime at={desired.changedAt} />
            </Link>{" "}
            by {desired.changedBy}
          </Fact>
          <Fact name="Reported">{observed === null ? <NoValue meaning="Never" /> : <RelativeTime at={observed.at} />}</Fact>
        </Facts>
        <div className="flex min-w-0 flex-col gap-4">
          <Instances environment={environment} instances={observed?.instances ?? []} />
          {mayReadExchanges && <LatestExchanges app={app.name} environment={environment} />}
        </div>
      </div>
    </section>
  );
}

/** That enough instances are there is good news, and that it is not yet so is what the badge says. */
function isTrouble({ type, status, message }: NonNullable<Placement["observed"]>["conditions"][number]): boolean {
  return type !== "Available" && status === "true" && message !== "";
}

function Conditions({ placement: { observed } }: { readonly placement: Placement }) {
  const told = observed?.conditions.filter(isTrouble) ?? [];
  if (told.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-4 pt-4">
      {told.map(({ type, message }) => (
        <Callout key={type} tone={type === "CrashLooping" ? "bad" : "warn"}>
          {message}
        </Callout>
      ))}
    </div>
  );
}
