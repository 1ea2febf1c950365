import { randomUUID } from "node:crypto";
import { openRunnerSession } from "#schema/contract/runner-protocol";
import { version } from "#schema/version";
import { hostFacts } from "../host.ts";
import type { HostKeys } from "../protocol/host-keys.ts";
import type { Identity } from "../protocol/identity.ts";
import { openKeyring } from "../protocol/keyring.ts";
import type { RunnerCall } from "../protocol/runner-call.ts";
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
  const { executor, hostName } = deps;
  const { send, keys, identity, rotate } = await openKeyring(deps);
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
    identity,
    keys,
    async rotate() {
      await rotate(epoch);
      deps.log("keys.rotated");
    },
  };
}
