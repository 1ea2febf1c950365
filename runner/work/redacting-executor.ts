import type { Executor } from "../executor/executor.ts";
import type { Failure } from "../executor/outcome.ts";
import type { PlaceIds } from "../executor/workload.ts";

type Redact = (text: string) => string;

/** What a failed rollout leaves behind quotes the app's log: known secrets are hidden before it is stored, told or shown. */
export function redactingExecutor(executor: Executor, redactorOf: (place: PlaceIds) => Redact): Executor {
  return {
    ...executor,
    async apply(workload, run) {
      const redact = redactorOf(workload.place);
      const enter: typeof run.progress.enter = (phase, failure) =>
        run.progress.enter(phase, failure === undefined ? undefined : redacted(failure, redact));
      const outcome = await executor.apply(workload, { ...run, progress: { ...run.progress, enter } });
      return outcome.kind === "failed" ? { ...outcome, failure: redacted(outcome.failure, redact) } : outcome;
    },
  };
}

function redacted({ reason, message, evidence }: Failure, redact: Redact): Failure {
  if (evidence === null) return { reason, message: redact(message), evidence };
  const probes = evidence.probes.map((probe) => ({ ...probe, body: redact(probe.body) }));
  return { reason, message: redact(message), evidence: { ...evidence, probes, logTail: evidence.logTail.map(redact) } };
}
