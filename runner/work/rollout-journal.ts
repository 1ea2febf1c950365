import type { RolloutEvent, RolloutPhase } from "#schema/protocol/runner/v1/rollout";
import { isoOf, type RunnerClock } from "../clock.ts";
import type { ApplyPhase, Failure, Progress, Warning } from "../executor/outcome.ts";
import type { Outbox } from "../protocol/outbox.ts";
import { type AppRecord, type AppRecords, keyOf, type RolloutRecord } from "./app-record.ts";
import type { FaultPoint } from "./fault-point.ts";
import { Halted, type Lease } from "./lease.ts";

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

/**
 * What a process that goes on has to know of the one before. The other phases are on disk a moment later: it looks at what is there, and enters them
 * again.
 */
const decisive = new Set<string>(["draining", "finalizing", "reverting"]);

/** Steps that end something that works; they need the lease. Taking back what does not work does not. */
const destructive = new Set<string>(["draining", "stopping-old", "finalizing"]);

/** Resolves when the phase may be begun; rejects with `Halted` when nothing may any more. */
export async function mayEnter(lease: Lease, phase: RolloutPhase | ApplyPhase): Promise<void> {
  if (lease.isHalted) throw new Halted();
  if (destructive.has(phase)) await lease.held();
}

function placeOf(key: string, { deploymentId }: RolloutRecord): RolloutPlace {
  const [environmentId = "", appId = ""] = key.split(".");
  return { environmentId, appId, deploymentId };
}

type EventFields = Pick<Draft, "phase" | "outcome"> & Partial<Draft>;

function blankEvent({ deploymentId, generation }: RolloutRecord, clock: RunnerClock): Omit<Draft, "phase" | "outcome"> {
  return {
    deploymentId,
    generation,
    at: isoOf(clock.nowMs()),
    step: "",
    reason: "",
    message: "",
    durationMs: null,
    evidence: null,
    gapMs: null,
  };
}

/** What ended a phase before it was done. */
type Cause = Pick<Draft, "reason" | "message">;

function causeOf({ reason, message }: Cause): Cause {
  return { reason, message: message.slice(0, 2_048) };
}

/** Where one rollout is, in its record and in the outbox. */
function newRecorder({ records, outbox, clock, say }: JournalDeps, key: string, started: RolloutRecord) {
  let rollout = started;
  let phase: { readonly name: RolloutPhase; readonly sinceMs: number } | null = null;
  const draft = (fields: EventFields): Draft => ({ ...blankEvent(rollout, clock), ...fields });
  const put = async (change: Partial<AppRecord>): Promise<void> =>
    records.change(key, (record) => (record === undefined ? undefined : { ...record, ...change }));
  return {
    rollout: () => rollout,
    here: (): RolloutPhase => phase?.name ?? "pending",
    arrive: (name: RolloutPhase) => void (phase = { name, sinceMs: clock.monotonicMs() }),
    draft,
    put,
    async note(change: Partial<RolloutRecord>): Promise<void> {
      rollout = { ...rollout, ...change };
      await put({ rollout });
    },
    /** That the phase is over, well or for this cause. */
    leave(cause: Cause | undefined): Draft[] {
      if (phase === null) return [];
      const how = cause === undefined ? { outcome: "done" as const } : { outcome: "failed" as const, ...causeOf(cause) };
      return [draft({ phase: phase.name, ...how, durationMs: Math.round(clock.monotonicMs() - phase.sinceMs) })];
    },
    tell(fields: EventFields): void {
      say(placeOf(key, started), fields.message ?? fields.step ?? "");
      void outbox.addEvents([draft(fields)]).catch(() => undefined);
    },
  };
}

/** Goes on with what the record holds of this rollout, or begins. */
export function openJournal(deps: JournalDeps, key: string, started: RolloutRecord): RolloutJournal {
  const { outbox, clock, lease, fault } = deps;
  const about = placeOf(key, started);
  const { rollout, here, arrive, draft, put, note, leave, tell } = newRecorder(deps, key, started);
  let written: Promise<unknown> = Promise.resolve();
  const write = (...writing: readonly Promise<void>[]): void => {
    written = Promise.all([written, ...writing]);
    written.catch(() => undefined);
  };
  return {
    get rollout() {
      return rollout();
    },
    async enter(name, failure) {
      await mayEnter(lease, name);
      if (failure !== undefined && failure.evidence !== null) deps.keepEvidence(about, failure.evidence.logTail);
      await fault(`before:${name}`);
      const { entered, failure: former } = rollout();
      if (!entered.includes(name)) {
        const begun = draft({ phase: name, outcome: "started", message: failure?.message ?? "" });
        write(note({ entered: [...entered, name], failure: storable(failure) ?? former }), outbox.addEvents([...leave(failure), begun]));
        if (decisive.has(name)) await written;
        deps.say(about, failure === undefined ? name : `${name}: ${failure.message}`);
      }
      arrive(name);
      await fault(`after:${name}`);
    },
    step: (message) => tell({ phase: here(), outcome: "progress", step: message.slice(0, 128) }),
    async gap(edge) {
      const { gapSince } = rollout();
      if (edge === "begins") return note({ gapSince: gapSince ?? isoOf(clock.nowMs()) });
      if (gapSince === null) return;
      tell({ phase: here(), outcome: "progress", ...gapBetween(gapSince, clock.nowMs()) });
      await note({ gapSince: null });
    },
    warn: (reason: Warning, message) => tell({ phase: here(), outcome: "warning", reason, message }),
    async end({ phase: name, reason, message, evidence, change }) {
      await written;
      await fault(`before:${name}`);
      const outcome = name === "succeeded" || name === "superseded" ? "done" : "failed";
      const cause = outcome === "failed" && here() !== "reverting" ? { reason, message } : undefined;
      await outbox.addEvents([...leave(cause), draft({ phase: name, outcome, ...causeOf({ reason, message }), evidence })]);
      await deps.sayLast(about, message === "" ? name : `${name}: ${message}`);
      const ended = { generation: rollout().generation, phase: name, reason, message, at: isoOf(clock.nowMs()) };
      await put({ ...change, rollout: null, ended });
      await fault(`after:${name}`);
    },
  };
}

/** What people are told of a time in which nothing answered. */
function gapBetween(since: string, nowMs: number): Pick<Draft, "step" | "message" | "gapMs"> {
  const gapMs = Math.max(0, nowMs - Date.parse(since));
  const message = `Nothing answered for ${(gapMs / 1_000).toFixed(1)} s at most: the old version ends before the new one begins.`;
  return { step: "gap", message, gapMs };
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
