import { type ChangeFault, openChange, type ServerKey, type SignedChange } from "#schema/protocol/runner/v1/signed-change";
import { isoOf, type RunnerClock } from "../clock.ts";
import { readIfThere } from "../disk/durable-file.ts";
import { durableJson } from "../disk/durable-value.ts";
import type { Outbox } from "../protocol/outbox.ts";
import { type AppRecord, type AppRecords, generationOf, keyOf } from "./app-record.ts";

export interface TakeUpDeps {
  readonly runnerId: string;
  readonly serverKeys: () => readonly ServerKey[];
  readonly records: AppRecords;
  readonly outbox: Outbox;
  readonly clock: RunnerClock;
  /** The server's clock minus the host's. */
  readonly skewMs: () => number;
  readonly position: Position;
}

/** How far the server's changes are stored on this host. */
export interface Position {
  readonly rev: number;
  advance(rev: number): Promise<void>;
}

export async function openPosition(file: string): Promise<Position> {
  const text = await readIfThere(file);
  const rev = text === undefined ? 0 : Number((JSON.parse(text) as { rev?: unknown }).rev ?? 0);
  const kept = durableJson(file, { rev });
  return {
    get rev() {
      return kept.value.rev;
    },
    advance: async (next) => kept.change((present) => (next <= present.rev ? present : { rev: next })),
  };
}

export interface TakenUp {
  /** Of the apps that something was heard of; what came again may not have been begun the first time. */
  readonly keys: readonly string[];
  /** Whether something was not taken up, and would come again at once. */
  readonly refusedSome: boolean;
}

/**
 * Checks and stores what the server wants, in order, before it is acknowledged by `haveRev`. A change whose signature is not good is neither stored
 * nor acknowledged, nor is anything after it.
 */
export async function takeUp(deps: TakeUpDeps, received: readonly unknown[]): Promise<TakenUp> {
  const keys: string[] = [];
  const nowMs = deps.clock.nowMs() + deps.skewMs();
  for (const raw of received) {
    const opened = await openChange(deps.serverKeys(), { runnerId: deps.runnerId, nowMs }, raw);
    if (!opened.ok) {
      await tellRefusal(deps, raw, opened.why);
      return { keys, refusedSome: true };
    }
    await store(deps.records, opened.signed, raw);
    keys.push(keyOf(opened.signed));
    await deps.position.advance(opened.signed.rev);
  }
  return { keys, refusedSome: false };
}

/** Unless it is there already, or something newer is. */
async function store(records: AppRecords, wanted: SignedChange, raw: unknown): Promise<void> {
  const blank: Omit<AppRecord, "wanted" | "raw"> = { active: null, former: [], rollout: null, ended: null };
  await records.change(keyOf(wanted), (present) => {
    const isOld = present !== undefined && generationOf(present.wanted) >= generationOf(wanted);
    return isOld ? present : { ...blank, ...present, wanted, raw };
  });
}

const faultTexts: Readonly<Record<ChangeFault, string>> = {
  malformed: "This runner does not understand the change. Update the runner.",
  "unknown-key": "It is signed with a key that this host does not trust. Enroll the runner again if the server's secret was replaced.",
  "bad-signature": "Its signature is not good: somebody changed it on the way.",
  "wrong-runner": "It was made for another runner.",
  expired: "It is too old to be taken up. Deploy again, and check the clocks of the server and this host.",
};

const toldRefusals = new WeakMap<Outbox, Set<string>>();

/** Tells the deployment why nothing happens, once. Nothing else of a change that is not to be trusted is used. */
async function tellRefusal({ outbox, clock }: TakeUpDeps, raw: unknown, why: ChangeFault): Promise<void> {
  const about = deploymentOf(raw);
  const told = toldRefusals.get(outbox) ?? new Set();
  toldRefusals.set(outbox, told);
  if (about === undefined || told.has(`${about.deploymentId} ${why}`)) return;
  told.add(`${about.deploymentId} ${why}`);
  const reason = why === "malformed" ? "unsupported" : "signature";
  const blank = { step: "", durationMs: null, evidence: null, gapMs: null };
  const event = {
    ...about,
    ...blank,
    at: isoOf(clock.nowMs()),
    phase: "blocked",
    outcome: "failed",
    reason,
    message: faultTexts[why],
  } as const;
  await outbox.addEvents([event]);
}

function deploymentOf(raw: unknown): { readonly deploymentId: string; readonly generation: number } | undefined {
  const { change } = raw as { change?: { app?: unknown; removal?: unknown } };
  const { deploymentId, generation } = (change?.app ?? change?.removal ?? {}) as { deploymentId?: unknown; generation?: unknown };
  if (typeof deploymentId !== "string" || typeof generation !== "number") return undefined;
  return /^dep_[0-9a-f]{32}$/.test(deploymentId) && generation >= 1 ? { deploymentId, generation } : undefined;
}
