import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { desiredApp, type DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import { rolloutPhases } from "#schema/protocol/runner/v1/rollout";
import { signedChange, type SignedChange } from "#schema/protocol/runner/v1/signed-change";
import { flushFolder, isMissing, readIfThere, writeDurably } from "../disk/durable-file.ts";

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
  put(record: AppRecord): Promise<void>;
  delete(key: string): Promise<void>;
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
  const records = new Map<string, AppRecord>();
  for (const name of await filesIn(folder)) {
    const text = await readIfThere(path.join(folder, name));
    if (text === undefined) continue;
    const stored = appRecord.parse(JSON.parse(text));
    const record = { ...stored, raw: stored.wanted, wanted: signedChange.parse(stored.wanted) };
    records.set(keyOf(record.wanted), record);
  }
  const writing = new Map<string, Promise<void>>();
  const inTurn = async (key: string, write: () => Promise<void>): Promise<void> => {
    const mine = (writing.get(key) ?? Promise.resolve()).then(write);
    writing.set(
      key,
      mine.catch(() => undefined),
    );
    return mine;
  };
  return {
    all: () => [...records.values()],
    get: (key) => records.get(key),
    async put(record) {
      const key = keyOf(record.wanted);
      const before = records.get(key);
      records.set(key, record);
      const { raw, ...rest } = record;
      try {
        await inTurn(key, () => writeDurably(path.join(folder, `${key}.json`), JSON.stringify({ ...rest, wanted: raw })));
      } catch (error) {
        // What is not on disk did not happen, unless something newer was made from it.
        if (records.get(key) === record && before !== undefined) records.set(key, before);
        else if (records.get(key) === record) records.delete(key);
        throw error;
      }
    },
    async delete(key) {
      records.delete(key);
      await inTurn(key, async () => {
        await rm(path.join(folder, `${key}.json`), { force: true });
        await flushFolder(folder);
      });
    },
  };
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json"));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
