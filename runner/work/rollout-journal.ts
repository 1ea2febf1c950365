import type { RolloutEvent, RolloutPhase } from "#schema/protocol/runner/v1/rollout";
import { isoOf, type RunnerClock } from "../clock.ts";
import type { ApplyPhase, Failure, Progress, Warning } from "../executor/outcome.ts";
import type { Outbox } from "../protocol/outbox.ts";
import { type AppRecord, type AppRecords, keyOf, type RolloutRecord } from "./app-record.ts";
import type { FaultPoint } from "./fault-point.ts";
import type { Lease } from "./lease.ts";

export interface JournalDeps {
  readonly records: AppRecords;
  readonly outbox: Outbox;
  readonly clock: RunnerClock;
  readonly lease: Lease;
  readonly fault: FaultPoint;
  /** The runner's own words about a rollout, for its log stream. */
  readonly say: (about: RolloutPlace, message: string) => void;
  readonly sayLast: (about: RolloutPlace, message: string) => Promise<void>;
  /** Keeps what a failed instance left behind. */
  readonly keepEvidence: (about: RolloutPlace, lines: readonly string[]) => void;
}

export interface RolloutPlace {
  readonly environmentId: string;
  readonly appId: string;
  readonly deploymentId: string;
}

/** What is told and remembered of one rollout. */
export interface RolloutJournal extends Omit<Progress, "enter"> {
  readonly rollout: RolloutRecord;
  enter(phase: RolloutPhase | ApplyPhase, failure?: Failure): Promise<void>;
  /** Puts the rollout away as ended. */
  end(ending: Ending): Promise<void>;
}

export interface Ending {
  readonly phase: RolloutPhase;
  readonly reason: string;
  readonly message: string;
  readonly evidence: RolloutEvent["evidence"];
  /** What the record says from now on, beside how it ended. */
  readonly change: Partial<Pick<AppRecord, "active" | "former">>;
}

type Draft = Omit<RolloutEvent, "seq">;

/** Steps that end something that works; they need the lease. Taking back what does not work does not. */
const destructive = new Set<string>(["draining", "stopping-old", "finalizing"]);

function placeOf(key: string, { deploymentId }: RolloutRecord): RolloutPlace {
  const [environmentId = "", appId = ""] = key.split(".");
  return { environmentId, appId, deploymentId };
}

type EventFields = Pick<Draft, "phase" | "outcome"> & Partial<Draft>;

function blankEvent({ deploymentId, generation }: RolloutRecord, clock: RunnerClock): Omit<Draft, "phase" | "outcome"> {
  return { deploymentId, generation, at: isoOf(clock.nowMs()), step: "", reason: "", message: "", durationMs: null, evidence: null };
}

/** Goes on with what the record holds of this rollout, or begins. */
export function openJournal(deps: JournalDeps, key: string, started: RolloutRecord): RolloutJournal {
  const { records, outbox, clock, lease, fault } = deps;
  const about = placeOf(key, started);
  const say = (message: string): void => deps.say(about, message);
  let rollout = started;
  let phase: { readonly name: RolloutPhase; readonly sinceMs: number } | null = null;
  const draft = (fields: EventFields): Draft => ({ ...blankEvent(rollout, clock), ...fields });
  const leave = (): Draft[] => {
    if (phase === null) return [];
    return [draft({ phase: phase.name, outcome: "done", durationMs: Math.round(clock.monotonicMs() - phase.sinceMs) })];
  };
  const put = async (change: Partial<AppRecord>): Promise<void> => {
    const record = records.get(key);
    if (record !== undefined) await records.put({ ...record, ...change });
  };
  const tell = (fields: EventFields): void => {
    say(fields.message ?? fields.step ?? "");
    void outbox.addEvents([draft(fields)]);
  };
  return {
    get rollout() {
      return rollout;
    },
    async enter(name, failure) {
      if (destructive.has(name)) await lease.held();
      if (failure !== undefined && failure.evidence !== null) deps.keepEvidence(about, failure.evidence.logTail);
      await fault(`before:${name}`);
      if (!rollout.entered.includes(name)) {
        rollout = { ...rollout, entered: [...rollout.entered, name], failure: storable(failure) ?? rollout.failure };
        await put({ rollout });
        await outbox.addEvents([...leave(), draft({ phase: name, outcome: "started", message: failure?.message ?? "" })]);
        say(failure === undefined ? name : `${name}: ${failure.message}`);
      }
      phase = { name, sinceMs: clock.monotonicMs() };
      await fault(`after:${name}`);
    },
    step: (message) => tell({ phase: phase?.name ?? "pending", outcome: "progress", step: message.slice(0, 128) }),
    warn: (reason: Warning, message) => tell({ phase: phase?.name ?? "pending", outcome: "warning", reason, message }),
    async end({ phase: name, reason, message, evidence, change }) {
      await fault(`before:${name}`);
      const outcome = name === "succeeded" || name === "superseded" ? "done" : "failed";
      await outbox.addEvents([...leave(), draft({ phase: name, outcome, reason, message: message.slice(0, 2_048), evidence })]);
      await deps.sayLast(about, message === "" ? name : `${name}: ${message}`);
      const ended = { generation: rollout.generation, phase: name, reason, message, at: isoOf(clock.nowMs()) };
      await put({ ...change, rollout: null, ended });
      await fault(`after:${name}`);
    },
  };
}

function storable(failure: Failure | undefined): RolloutRecord["failure"] | undefined {
  if (failure === undefined) return undefined;
  const { evidence } = failure;
  return {
    ...failure,
    evidence: evidence === null ? null : { ...evidence, probes: [...evidence.probes], logTail: [...evidence.logTail] },
  };
}

/** A rollout that a newer change has overtaken before it ended. */
export async function endOvertaken(deps: JournalDeps, record: AppRecord): Promise<void> {
  if (record.rollout === null) return;
  await openJournal(deps, keyOf(record.wanted), record.rollout).end({
    phase: "superseded",
    reason: "",
    message: "",
    evidence: null,
    change: {},
  });
}
