import { appendFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Caller } from "#schema/contract/call";
import { call } from "#schema/contract/call";
import { createEnrollment, listRunners } from "#schema/contract/runners";
import { systemClock } from "#runner/clock";
import { AlreadyRunning, openControl } from "#runner/control/control-socket";
import { stateFolder } from "#runner/disk/state-folder";
import { instanceExecutor } from "#runner/executor/instance-executor";
import { memoryDriver } from "#runner/executor/memory/memory-driver";
import { memoryHost, type MemoryHost } from "#runner/executor/memory/memory-host";
import { hostFacts } from "#runner/host";
import { connect } from "#runner/protocol/connection";
import { enroll } from "#runner/protocol/enroll";
import { readHostKeys } from "#runner/protocol/host-keys";
import { type Identity, readIdentity } from "#runner/protocol/identity";
import { startDaemon } from "#runner/work/daemon";
import { hostPolicy } from "#runner/work/host-policy";
import { capabilities } from "#runner/work/session";
import { releases } from "./releases.ts";

/** A host whose runner is a real one and whose apps only pretend. */
interface DemoHost {
  readonly runnerId: string;
  readonly host: MemoryHost;
  stop(): Promise<void>;
}

const graceMs = 5_000;
const hostNameOf = (name: string): string => `${name}.acme.example`;

/** Starts the runner of a host, enrolled when the server does not know it; undefined while another process runs it. */
export async function startDemoHost(caller: Caller, folder: string, name: string): Promise<DemoHost | undefined> {
  const state = stateFolder(join(folder, name));
  mkdirSync(state.root, { recursive: true, mode: 0o700 });
  const control = await openControl(state.controlSocket, { ping: async () => ({}) }).catch((error: unknown) => {
    if (error instanceof AlreadyRunning) return undefined;
    throw error;
  });
  if (control === undefined) return undefined;
  const host = memoryHost(systemClock);
  for (const { sha256, behavior } of releases) host.behave(sha256, behavior);
  const executor = instanceExecutor("memory", memoryDriver(host), systemClock);
  const connection = await connect({ url: caller.baseUrl, caFile: "", clock: systemClock, proxy: { https: "", http: "", none: "" } });
  const identity = (await knownIdentity(caller, state)) ?? (await newIdentity());
  const keys = await readHostKeys(state.keys);
  if (keys === undefined) throw new Error(`${state.keys} cannot be read`);
  const daemon = await startDaemon({
    folder: state,
    identity,
    keys,
    connection,
    clock: systemClock,
    executor,
    policy: hostPolicy.parse({ allowedTasks: ["diagnose", "prune"] }),
    hostName: hostNameOf(name),
    fault: "",
    isDraining: () => existsSync(state.drainMark),
    diagnose: async () => ({ checks: [{ name: "executor", ok: true, message: "Apps only pretend to run: this is a demo." }] }),
    log: (message, facts = {}) => appendFileSync(join(folder, `${name}.log`), `${JSON.stringify({ message, ...facts })}\n`),
  });
  return {
    runnerId: identity.runnerId,
    host,
    async stop() {
      await daemon.stop(graceMs);
      control.close();
      await connection.close();
    },
  };

  async function newIdentity(): Promise<Identity> {
    const { token } = await call(caller, createEnrollment, { body: { name, environmentIds: [] } });
    const enrollment = { token, host: hostFacts(hostNameOf(name)), executor: await executorFacts(), capabilities };
    return enroll({ connection, folder: state, clock: systemClock }, enrollment);
  }

  async function executorFacts() {
    const { version, apiVersion, rootless } = await executor.check();
    return { kind: "memory", version, apiVersion, rootless } as const;
  }
}

/** What an earlier run left, unless the server has forgotten that runner since. */
async function knownIdentity(caller: Caller, state: ReturnType<typeof stateFolder>): Promise<Identity | undefined> {
  const identity = await readIdentity(state.identity);
  if (identity === undefined) return undefined;
  const { items } = await call(caller, listRunners, {});
  if (items.some(({ id, state: standing }) => id === identity.runnerId && standing !== "revoked")) return identity;
  for (const part of [state.identity, state.keys, state.position, state.apps, state.outbox, state.logs]) {
    rmSync(part, { recursive: true, force: true });
  }
  return undefined;
}
