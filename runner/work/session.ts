import { randomUUID } from "node:crypto";
import { openRunnerSession } from "#schema/contract/runner-protocol";
import { type ServerKey, trustedKeys } from "#schema/protocol/runner/v1/signed-change";
import { version } from "#schema/version";
import { systemClock } from "../clock.ts";
import { hostFacts } from "../host.ts";
import type { HostKeys } from "../protocol/host-keys.ts";
import { type Identity, writeIdentity } from "../protocol/identity.ts";
import { rotateKeys, settleRotation } from "../protocol/rotate-keys.ts";
import { type RunnerCall, runnerCall } from "../protocol/runner-call.ts";
import type { DaemonDeps } from "./daemon.ts";
import type { Timing } from "./sync.ts";

export const capabilities = [
  "jar",
  "image",
  "blue-green",
  "recreate",
  "secrets",
  "task:diagnose",
  "task:prune",
  "task:log-pull",
  "task:thread-dump",
];

/** This process as the server knows it. */
export interface Session {
  readonly epoch: number;
  readonly timing: Timing;
  readonly send: RunnerCall;
  readonly identity: () => Identity;
  readonly keys: () => HostKeys;
  rotate(): Promise<void>;
}

/** Announces this process to the server, which from then on refuses those before it. */
export async function openSession(deps: DaemonDeps): Promise<Session> {
  const { folder, connection, executor, hostName } = deps;
  let { identity, keys } = deps;
  const { runnerId } = identity;
  const onServerKeys = async (announced: readonly ServerKey[]): Promise<void> => {
    const serverKeys = await trustedKeys(identity.serverKeys, announced);
    if (serverKeys.length === identity.serverKeys.length) return;
    identity = { ...identity, serverKeys };
    await writeIdentity(folder.identity, identity);
  };
  await settleRotation(folder, async (next) => {
    await runnerCall(connection, { runnerId, keys: () => next, onServerKeys }, systemClock).authorization();
    keys = next;
  });
  const send = runnerCall(connection, { runnerId, keys: () => keys, onServerKeys }, systemClock);
  const { version: engine, apiVersion, rootless } = await executor.check();
  const { epoch, timing } = await send(openRunnerSession, {
    body: {
      bootId: randomUUID(),
      host: hostFacts(hostName),
      executor: { kind: executor.name, version: engine, apiVersion, rootless },
      version,
      capabilities,
    },
  });
  return {
    epoch,
    timing,
    send,
    identity: () => identity,
    keys: () => keys,
    async rotate() {
      keys = await rotateKeys({ send, folder, runnerId, epoch }, keys);
      deps.log("keys.rotated");
    },
  };
}
