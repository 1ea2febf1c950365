import { readdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { desiredApp, type DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import { rolloutPhases } from "#schema/protocol/runner/v1/rollout";
import { signedChange, type SignedChange } from "#schema/protocol/runner/v1/signed-change";
import { isMissing, readIfThere, removeDurably, writeDurably } from "../disk/durable-file.ts";
import { type DurableValue, durableValue } from "../disk/durable-value.ts";

const failure = z.object({
  reason: z.string(),
  message: z.string(),
  evidence: z
    .object({
      exitCode: z.number().nullable(),
      oomKilled: z.boolean(),
      probes: z.array(z.object({ at: z.string(), status: z.number().nullable(), tookMs: z.number(), body: z.string() })),
      logTail: z.array(z.string()),
    })
    .nullable(),
});

const rollout = z.object({
  deploymentId: z.string(),
  generation: z.number(),
  entered: z.array(z.enum(rolloutPhases)),
  failure: failure.nullable(),
  /** Since when nothing answers. */
  gapSince: z.iso.datetime().nullable().default(null),
});
export type RolloutRecord = z.infer<typeof rollout>;

export function newRollout({ deploymentId, generation }: { readonly deploymentId: string; readonly generation: number }): RolloutRecord {
  return { deploymentId, generation, entered: [], failure: null, gapSince: null };
}

const appRecord = z.object({
  /** The change as it arrived, members that this version does not know included. */
  wanted: z.looseObject({}),
  /** What is in effect; null before the first success. */
  active: desiredApp.nullable(),
  /** Former ones that were in effect, newest first: what they need stays on the host. */
  former: z.array(desiredApp).default([]),
  rollout: rollout.nullable(),
  /** The last rollout that ended. */
  ended: z
    .object({ generation: z.number(), phase: z.enum(rolloutPhases), reason: z.string(), message: z.string(), at: z.string() })
    .nullable(),
});

/** Everything this host remembers of one app in one environment. */
export interface AppRecord extends Omit<z.infer<typeof appRecord>, "wanted"> {
  readonly wanted: SignedChange;
  readonly raw: unknown;
}

/** One file per app, replaced as a whole. */
export interface AppRecords {
  all(): readonly AppRecord[];
  get(key: string): AppRecord | undefined;
  /** Undefined stands for none, before and after. Resolves once it is on disk. */
  change(key: string, next: (record: AppRecord | undefined) => AppRecord | undefined): Promise<void>;
}

export function keyOf({ change }: SignedChange): string {
  if (change.type === "app.remove") return `${change.removal.environmentId}.${change.removal.appId}`;
  return `${change.app.environment.id}.${change.app.app.id}`;
}

export function generationOf({ change }: SignedChange): number {
  return change.type === "app.remove" ? change.removal.generation : change.app.generation;
}

/** The app that is wanted, or undefined when its removal is. */
export function wantedApp({ wanted }: AppRecord): DesiredApp | undefined {
  return wanted.change.type === "app.apply" ? wanted.change.app : undefined;
}

export async function openAppRecords(folder: string): Promise<AppRecords> {
  const records = new Map<string, DurableValue<AppRecord | undefined>>();
  const remember = (key: string, record: AppRecord | undefined): DurableValue<AppRecord | undefined> => {
    const file = path.join(folder, `${key}.json`);
    const kept = durableValue(record, async (next) => (next === undefined ? removeDurably(file) : writeDurably(file, textOf(next))));
    records.set(key, kept);
    return kept;
  };
  for (const name of await filesIn(folder)) {
    const text = await readIfThere(path.join(folder, name));
    if (text === undefined) continue;
    const stored = appRecord.parse(JSON.parse(text));
    const record = { ...stored, raw: stored.wanted, wanted: signedChange.parse(stored.wanted) };
    remember(keyOf(record.wanted), record);
  }
  return {
    all: () => [...records.values()].map(({ value }) => value).filter((record) => record !== undefined),
    get: (key) => records.get(key)?.value,
    change: async (key, next) => (records.get(key) ?? remember(key, undefined)).change(next),
  };
}

function textOf({ raw, ...rest }: AppRecord): string {
  return JSON.stringify({ ...rest, wanted: raw });
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json"));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
