import { Check, Circle, LoaderCircle, Minus, X } from "lucide-react";
import type { DeploymentState } from "#ui/features/apps/deployments/deployment-states.ts";
import { deploymentLooks, isOver, steps } from "#ui/features/apps/deployments/deployment-states.ts";
import type { DeploymentDetail } from "#ui/features/apps/queries/deployments.ts";
import { classNames } from "#ui/design/class-names.ts";
import { formatDuration } from "#ui/lib/format/duration.ts";

type StepState = "done" | "now" | "failed" | "skipped" | "ahead";

const looks: Readonly<Record<StepState, { readonly icon: typeof Check; readonly className: string; readonly word: string }>> = {
  done: { icon: Check, className: "bg-good-soft text-good", word: "done" },
  now: { icon: LoaderCircle, className: "bg-info-soft text-info [&>svg]:animate-spin", word: "under way" },
  failed: { icon: X, className: "bg-bad-soft text-bad", word: "failed" },
  skipped: { icon: Minus, className: "bg-quiet-soft text-quiet", word: "not needed" },
  ahead: { icon: Circle, className: "bg-quiet-soft text-faint", word: "to come" },
};

/** The phases of a rollout, how far it has come and how long each took. */
export function Stepper({ deployment }: { readonly deployment: DeploymentDetail }) {
  return (
    <ol className="flex flex-col gap-1 p-4">
      {stepsOf(deployment).map(({ phase, state, durationMs }) => {
        const look = looks[state];
        return (
          <li key={phase} aria-current={state === "now" ? "step" : undefined} className="flex items-center gap-3 py-1 text-sm">
            <span className={classNames("grid size-6 shrink-0 place-items-center rounded-full", look.className)}>
              <look.icon aria-hidden className="size-3.5" />
            </span>
            <span
              className={classNames("grow", (state === "ahead" || state === "skipped") && "text-faint", state === "now" && "font-medium")}
            >
              {deploymentLooks[phase].word}
              <span className="sr-only">: {look.word}</span>
            </span>
            {durationMs !== null && <span className="text-xs text-muted tabular">{formatDuration(durationMs * 1_000)}</span>}
          </li>
        );
      })}
    </ol>
  );
}

interface Step {
  readonly phase: DeploymentState;
  readonly state: StepState;
  readonly durationMs: number | null;
}

function stepsOf({ state, events }: DeploymentDetail): readonly Step[] {
  const seen = new Set<DeploymentState>(events.map(({ phase }) => phase));
  const order = steps as readonly DeploymentState[];
  const furthest = Math.max(...order.map((phase, index) => (seen.has(phase) || phase === state ? index : 0)));
  const over = isOver(state);
  return order.map((phase, index) => {
    const own = events.filter((event) => event.phase === phase);
    const durationMs = own.findLast((event) => event.step === "" && event.durationMs !== null)?.durationMs ?? null;
    return { phase, state: stateOf(), durationMs };

    function stateOf(): StepState {
      if (own.some(({ outcome }) => outcome === "failed")) return "failed";
      if (phase === state && !over) return "now";
      if (index > furthest || (over && state !== "succeeded" && index === furthest && own.length === 0)) return over ? "skipped" : "ahead";
      return phase === "waiting" || seen.has(phase) ? "done" : "skipped";
    }
  });
}
