import type { Input } from "#schema/contract/call";
import type { Answer } from "#schema/contract/endpoint";
import { enrollRunner, issueRunnerToken, openRunnerSession, syncRunner } from "#schema/contract/runner-protocol";
import { createEnrollment } from "#schema/contract/runners";
import type { RolloutEvent, RolloutPhase } from "#schema/protocol/runner/v1/rollout";
import type { SignedChange } from "#schema/protocol/runner/v1/signed-change";
import { openChange } from "#schema/protocol/runner/v1/signed-change";
import type { ObservedApp } from "#schema/protocol/runner/v1/snapshot";
import type { RunnerKeys } from "#test/runner-keys";
import { newRunnerKeys } from "#test/runner-keys";
import type { Caller, World } from "#test/world";

type Enrolled = Answer<typeof enrollRunner>;
type SyncBody = Input<typeof syncRunner>["body"];
export type SyncReply = Answer<typeof syncRunner>;

export const processFacts = {
  host: { name: "host-1", os: "linux", arch: "x64", kernel: "6.1", cpus: 4, memoryBytes: 8e9 },
  executor: { kind: "memory" as const, version: "1" },
  version: "0.1.0",
  capabilities: ["blue-green"],
};

/** Speaks the runner's side of the protocol over the real endpoints. It does what a test tells it and nothing by itself. */
export interface RunnerDouble {
  readonly id: string;
  readonly keys: RunnerKeys;
  readonly enrolled: Enrolled;
  readonly caller: Caller;
  epoch(): number;
  /** Begins another process. */
  restart(): Promise<void>;
  /** One sync with what it has; the changes it got are verified and kept. */
  sync(body?: Partial<SyncBody>, query?: { wait: number }): Promise<SyncReply>;
  /** The last change of each app in each environment. */
  readonly desired: ReadonlyMap<string, SignedChange>;
}

export interface RunnerWishes {
  readonly name?: string;
  readonly environmentIds?: string[];
  readonly executor?: Input<typeof enrollRunner>["body"]["executor"];
}

export async function enroll(world: World, wishes: RunnerWishes = {}): Promise<{ enrolled: Enrolled; keys: RunnerKeys }> {
  const { name = "runner-1", environmentIds = [], executor = processFacts.executor } = wishes;
  const { token } = await world.as("admin").call(createEnrollment, { body: { name, environmentIds } });
  const keys = await newRunnerKeys();
  const enrolled = await world.anonymous.call(enrollRunner, { body: { token, keys: keys.public, ...processFacts, executor } });
  return { enrolled, keys };
}

/** An enrolled runner with an open session. */
export async function aRunner(world: World, wishes: RunnerWishes = {}): Promise<RunnerDouble> {
  const { enrolled, keys } = await enroll(world, wishes);
  const caller = renewing(world, async () => {
    const assertion = await keys.assertion(enrolled.runnerId, world.clock.now());
    return (await world.anonymous.call(issueRunnerToken, { body: { assertion } })).accessToken;
  });
  const desired = new Map<string, SignedChange>();
  let state = { epoch: 0, seq: 0, rev: 0 };
  const restart = async (): Promise<void> => {
    const { executor = processFacts.executor } = wishes;
    const session = await caller.call(openRunnerSession, { body: { bootId: crypto.randomUUID(), ...processFacts, executor } });
    state = { ...state, epoch: session.epoch, seq: 0 };
  };
  await restart();
  return {
    id: enrolled.runnerId,
    keys,
    enrolled,
    caller,
    desired,
    restart,
    epoch: () => state.epoch,
    sync: async (body = {}, query) => {
      state = { ...state, seq: state.seq + 1 };
      const whole = { ...silence, epoch: state.epoch, seq: state.seq, haveRev: state.rev, ...body };
      const reply = await caller.call(syncRunner, { body: whole, ...(query === undefined ? {} : { query }) });
      for (const change of reply.changes) desired.set(placeOf(change), await verified(enrolled, world, change));
      state = { ...state, rev: reply.rev };
      return reply;
    },
  };
}

const halfLifeMs = 450_000;

/** Calls with a token that is renewed long before it ends. */
function renewing(world: World, newToken: () => Promise<string>): Caller {
  let token: { readonly text: string; readonly atMs: number } | undefined;
  const present = async (): Promise<Caller> => {
    const nowMs = world.clock.now();
    if (token === undefined || nowMs - token.atMs > halfLifeMs) token = { text: await newToken(), atMs: nowMs };
    return world.with({ authorization: `Bearer ${token.text}` });
  };
  return {
    call: async (endpoint, input) => (await present()).call(endpoint, input),
    fetch: async (path, init) => (await present()).fetch(path, init),
  };
}

const health = { load1: 0.1, memoryFreeBytes: 1e9, diskFreeBytes: 1e10, executorOk: true, clockSkewMs: 0 };
const silence = { snapshotHash: "", health };

async function verified({ runnerId, serverKeys }: Enrolled, world: World, change: SignedChange): Promise<SignedChange> {
  const opened = await openChange(serverKeys, { runnerId, nowMs: world.clock.now() }, change);
  if (!opened.ok) throw new Error(`The runner refuses the change: ${opened.why}`);
  return opened.signed;
}

function placeOf({ change }: SignedChange): string {
  return change.type === "app.apply"
    ? `${change.app.app.id} ${change.app.environment.id}`
    : `${change.removal.appId} ${change.removal.environmentId}`;
}

/** Events that lead a rollout through these phases. */
export function rollout(deploymentId: string, generation: number, phases: readonly RolloutPhase[]): RolloutEvent[] {
  return phases.map((phase, index) => ({
    deploymentId,
    generation,
    seq: index + 1,
    at: `2026-11-22T04:00:${String(index).padStart(2, "0")}Z`,
    phase,
    step: "",
    outcome: "started",
    reason: "",
    message: "",
    durationMs: null,
    evidence: null,
    gapMs: null,
  }));
}

/** What a healthy app looks like on its host. */
export function running(change: SignedChange): ObservedApp {
  if (change.change.type !== "app.apply") throw new Error("Nothing runs after a removal");
  const { app, environment, generation, revision, replicas, runState } = change.change.app;
  const instances = Array.from({ length: runState === "running" ? replicas : 0 }, (_, slot) => ({
    id: `c${slot}`,
    name: `${app.name}-${slot}`,
    slot,
    generation,
    state: "running" as const,
    health: "healthy" as const,
    startedAt: "2026-11-22T04:00:00Z",
    restartCount: 0,
    exitCode: null,
    oomKilled: false,
    cpuPercent: 1,
    memoryBytes: 1e8,
  }));
  return {
    environmentId: environment.id,
    appId: app.id,
    observedGeneration: generation,
    activeRevisionId: revision.id,
    phase: "succeeded",
    conditions: [],
    instances,
    url: null,
  };
}
