import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, CircleCheck, LifeBuoy } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "#ui/design/button.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { formatCount } from "#ui/lib/format/number.ts";
import { useNow } from "#ui/lib/now.ts";
import { onboardingQuery } from "#ui/lib/onboarding.ts";

const pollMs = 2_000;
const patienceMs = 60_000;

/** Waits for the first data, and says so when it comes. */
export function FirstData() {
  const { data, error } = useQuery({ ...onboardingQuery, refetchInterval: pollMs });
  const arrived = data?.firstDataAt ?? null;
  return (
    <aside aria-label="First data" className="sticky top-0 rounded-lg border border-line bg-surface p-4 shadow-raised max-lg:static">
      <div role="status">
        {arrived === null ? (
          <Waiting outOfReach={error !== null} />
        ) : (
          <Arrived exchanges={data?.exchanges ?? 0} agents={data?.agents ?? 0} at={arrived} />
        )}
      </div>
    </aside>
  );
}

function Waiting({ outOfReach }: { readonly outOfReach: boolean }) {
  const [since] = useState(() => Date.now());
  const waitedMs = useNow() - since;
  return (
    <>
      <div className="flex items-center gap-3">
        <span aria-hidden className="relative grid size-5 place-items-center">
          <span className={classNames("absolute size-2.5 rounded-full", outOfReach ? "bg-warn" : "animate-ping bg-accent")} />
          <span className={classNames("size-2.5 rounded-full", outOfReach ? "bg-warn" : "bg-accent")} />
        </span>
        <h2 className="font-semibold">{outOfReach ? "The server does not answer" : "Waiting for first data…"}</h2>
      </div>
      <p className="mt-2 text-muted">
        {outOfReach
          ? "It is asked again every two seconds."
          : "Leave this page open. It changes by itself as soon as the first exchange arrives."}
      </p>
      {waitedMs > patienceMs && !outOfReach && (
        <div className="mt-4 border-t border-line pt-3 text-xs text-muted">
          <h3 className="mb-1 flex items-center gap-1.5 font-medium text-ink">
            <LifeBuoy aria-hidden className="size-3.5" /> Nothing yet?
          </h3>
          <ul className="list-disc space-y-1 pl-4">
            <li>Send one message through a route; idle routes send nothing.</li>
            <li>The app must reach the address above; look for “Failed to export” in its log.</li>
            <li>
              Telemetry that was refused is listed under{" "}
              <Link to="/quarantine" className="text-accent underline underline-offset-2">
                Quarantine
              </Link>
              .
            </li>
          </ul>
        </div>
      )}
    </>
  );
}

function Arrived({ exchanges, agents, at }: { readonly exchanges: number; readonly agents: number; readonly at: string }) {
  return (
    <>
      <div className="flex items-center gap-3">
        <CircleCheck aria-hidden className="size-5 text-good" />
        <h2 className="font-semibold">Data is arriving</h2>
      </div>
      <dl className="mt-3 grid grid-cols-[1fr_auto] gap-y-1 text-muted">
        <dt>Exchanges</dt>
        <dd className="text-ink tabular">{formatCount(exchanges)}</dd>
        <dt>Agents</dt>
        <dd className="text-ink tabular">{formatCount(agents)}</dd>
        <dt>First data</dt>
        <dd className="text-ink">
          <RelativeTime at={at} />
        </dd>
      </dl>
      <Link to="/exchanges" className={classNames(buttonClass({ variant: "primary" }), "mt-4 w-full")}>
        Open Exchanges
        <ArrowRight aria-hidden className="size-4" />
      </Link>
    </>
  );
}
