import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import type { Evidence } from "#schema/protocol/runner/v1/rollout";
import type { Executor } from "../executor/executor.ts";
import { type ApplyPhase, applyPhases, type CrashEvidence, type Failure, type Outcome } from "../executor/outcome.ts";
import type { LocalFile } from "../executor/workload.ts";
import type { Fetched } from "../protocol/fetch-artifact.ts";
import { type AppRecord, keyOf, newRollout } from "./app-record.ts";
import { type HostPolicy, refusals } from "./host-policy.ts";
import { type Ending, type JournalDeps, openJournal, type RolloutJournal } from "./rollout-journal.ts";
import { toWorkload } from "./to-workload.ts";

export interface RolloutDeps extends JournalDeps {
  readonly executor: Executor;
  readonly policy: () => HostPolicy;
  /** Where the artifact lies on this host, after it was fetched if need be. */
  readonly fetch: (sha256: string, onProgress: (bytes: number) => void, signal: AbortSignal) => Promise<Fetched>;
  /** The values of an app's secrets, or the name of one that no key of this host opens. */
  readonly unseal: (
    app: DesiredApp,
  ) => Promise<{ readonly values: readonly { name: string; value: string }[] } | { readonly sealed: string }>;
}

const silent = { reason: "", message: "", evidence: null, change: {} } as const;

/** Brings one app to the generation that is wanted, from wherever its record says that it is. */
export async function rollOut(
  deps: RolloutDeps,
  app: DesiredApp,
  { record, signal }: { readonly record: AppRecord; readonly signal: AbortSignal },
) {
  const started = record.rollout ?? newRollout(app);
  const journal = openJournal(deps, keyOf(record.wanted), started);
  const prepared = await prepare(deps, app, { record, signal, journal });
  if ("phase" in prepared) return journal.end(prepared);
  const entered = journal.rollout.entered.filter((phase): phase is ApplyPhase => applyPhases.some((known) => known === phase));
  const resumption = entered.length === 0 ? null : { entered, failure: journal.rollout.failure as Failure | null };
  const workload = toWorkload(app, prepared);
  const outcome = await deps.executor.apply(workload, { progress: journal, signal, resumption, repair: false });
  await journal.end(endingOf(outcome, app, record));
}

interface Preparing {
  readonly record: AppRecord;
  readonly signal: AbortSignal;
  readonly journal: RolloutJournal;
}

type LocalFacts = Parameters<typeof toWorkload>[1];

/** What may be refused before anything on the host is touched. */
async function prepare(deps: RolloutDeps, app: DesiredApp, { record, signal, journal }: Preparing): Promise<LocalFacts | Ending> {
  await journal.enter("pending");
  const denied = refusals(deps.policy(), app, record.raw);
  if (denied.length > 0) return { ...silent, phase: "blocked", reason: "policy", message: denied.join(" ") };
  const secrets = await deps.unseal(app);
  if ("sealed" in secrets) {
    const message = `The secret ${secrets.sealed} was not sealed for this host. Deploy again, so that it is sealed anew.`;
    return { ...silent, phase: "blocked", reason: "signature", message };
  }
  if (app.artifact.kind === "image" || app.runState === "stopped") return { jar: null, agent: null, secrets: secrets.values };
  await journal.enter("fetching");
  const jar = await fetched(deps, app.artifact.sha256, signal);
  if ("phase" in jar) return jar;
  if (app.agent === null) return { jar, agent: null, secrets: secrets.values };
  const agent = await fetched(deps, app.agent.sha256, signal);
  return "phase" in agent ? agent : { jar, agent, secrets: secrets.values };
}

async function fetched(deps: RolloutDeps, sha256: string, signal: AbortSignal): Promise<LocalFile | Ending> {
  try {
    const file = await deps.fetch(sha256, () => undefined, signal);
    if (file.ok) return { path: file.path, sha256 };
    return { ...silent, phase: "failed", reason: file.why, message: file.message };
  } catch (error) {
    if (signal.aborted) return { ...silent, phase: "superseded" };
    throw error;
  }
}

function endingOf(outcome: Outcome, app: DesiredApp, record: AppRecord): Ending {
  if (outcome.kind === "cancelled") return { ...silent, phase: "superseded" };
  if (outcome.kind === "failed") return failed(outcome, app);
  const former =
    record.active === null || record.active.revision.id === app.revision.id ? record.former : [record.active, ...record.former];
  return { ...silent, phase: "succeeded", change: { active: app, former: former.slice(0, app.update.keepRevisions) } };
}

function failed({ failure, before }: Extract<Outcome, { kind: "failed" }>, app: DesiredApp): Ending {
  const ending = { reason: failure.reason, message: failure.message, evidence: eventEvidence(failure.evidence), change: {} };
  if (before === "lost") {
    return { ...ending, phase: "degraded", message: `${failure.message} What ran before could not be started again: look at the host.` };
  }
  return { ...ending, phase: before === "runs" && app.update.autoRollback ? "rolled-back" : "failed" };
}

function eventEvidence(evidence: CrashEvidence | null): Evidence | null {
  if (evidence === null) return null;
  return {
    exitCode: evidence.exitCode,
    oomKilled: evidence.oomKilled,
    probes: evidence.probes.slice(-10).map((probe) => ({ ...probe, body: probe.body.slice(0, 256) })),
    logTail: evidence.logTail.slice(-200).map((line) => line.slice(0, 4_096)),
  };
}
