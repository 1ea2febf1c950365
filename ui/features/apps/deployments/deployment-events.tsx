import { CircleAlert, CircleCheck, CircleX, Dot } from "lucide-react";
import { deploymentLooks } from "#ui/features/apps/deployments/deployment-states.ts";
import { EvidenceView } from "#ui/features/apps/deployments/evidence-view.tsx";
import type { DeploymentDetail } from "#ui/features/apps/queries/deployments.ts";
import { classNames } from "#ui/design/class-names.ts";
import { Timestamp } from "#ui/design/timestamp.tsx";

type Event = DeploymentDetail["events"][number];

const looks = {
  started: { icon: Dot, className: "text-faint" },
  progress: { icon: Dot, className: "text-faint" },
  done: { icon: CircleCheck, className: "text-good" },
  warning: { icon: CircleAlert, className: "text-warn" },
  failed: { icon: CircleX, className: "text-bad" },
} as const satisfies Record<Event["outcome"], unknown>;

/** What the runner said, oldest first. */
export function DeploymentEvents({ events }: { readonly events: readonly Event[] }) {
  if (events.length === 0) return <p className="p-4 text-sm text-muted">The runner has not said anything yet.</p>;
  return (
    <ol className="divide-y divide-line">
      {events.filter(isNews).map((event, index, shown) => (
        <EventRow key={event.seq} event={event} isRepeated={shown.slice(0, index).some(({ message }) => message === event.message)} />
      ))}
    </ol>
  );
}

/** That a phase has begun says nothing any more once it is over. */
function isNews(event: Event, index: number, events: readonly Event[]): boolean {
  const silent = event.outcome === "started" && event.step === "";
  return !silent || events[index + 1] === undefined;
}

interface EventRowProps {
  readonly event: Event;
  /** An earlier one has said the same. */
  readonly isRepeated: boolean;
}

function EventRow({ event, isRepeated }: EventRowProps) {
  const look = looks[event.outcome];
  const what = event.step === "" ? deploymentLooks[event.phase].word : event.step;
  return (
    <li className="px-4 py-2 text-sm">
      <div className="flex items-start gap-2">
        <look.icon aria-label={event.outcome} className={classNames("mt-0.5 size-4 shrink-0", look.className)} />
        <span className="min-w-0 grow break-words">
          {what}
          {event.message !== "" && !isRepeated && <span className="text-muted"> · {event.message}</span>}
        </span>
        <span className="shrink-0 text-xs text-muted tabular">
          <Timestamp at={event.at} short />
        </span>
      </div>
      {event.evidence !== null && <EvidenceView evidence={event.evidence} />}
    </li>
  );
}
