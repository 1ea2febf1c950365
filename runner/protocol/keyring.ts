import { type ServerKey, trustedKeys } from "#schema/protocol/runner/v1/signed-change";
import type { RunnerClock } from "../clock.ts";
import type { StateFolder } from "../disk/state-folder.ts";
import type { Connection } from "./connection.ts";
import type { HostKeys } from "./host-keys.ts";
import { type Identity, writeIdentity } from "./identity.ts";
import { rotateKeys, settleRotation } from "./rotate-keys.ts";
import { type RunnerCall, runnerCall } from "./runner-call.ts";

export interface KeyringDeps {
  readonly folder: StateFolder;
  readonly connection: Connection;
  readonly clock: RunnerClock;
  readonly identity: Identity;
  readonly keys: HostKeys;
}

/** This host's keys and those it has pinned of the server, as they change while the process runs. */
export interface Keyring {
  /** Calls the server with the keys that count. */
  readonly send: RunnerCall;
  readonly identity: () => Identity;
  readonly keys: () => HostKeys;
  /** Two at a time are one. */
  rotate(epoch: number): Promise<void>;
}

export async function openKeyring(deps: KeyringDeps): Promise<Keyring> {
  const { folder, connection, clock } = deps;
  let { identity, keys } = deps;
  let rotation: Promise<void> | undefined;
  const { runnerId } = identity;
  const pin = async (announced: readonly ServerKey[]): Promise<void> => {
    const serverKeys = await trustedKeys(identity.serverKeys, announced);
    if (serverKeys.length === identity.serverKeys.length) return;
    identity = { ...identity, serverKeys };
    await writeIdentity(folder.identity, identity);
  };
  const settle = async (): Promise<void> =>
    settleRotation(folder, async (next) => {
      await runnerCall(connection, { runnerId, keys: () => next, onServerKeys: pin }, clock).authorization();
      keys = next;
    });
  const onServerKeys = async (announced: readonly ServerKey[]): Promise<void> => {
    await pin(announced);
    // The answer to a rotation may have been lost. The former keys count for a day: time enough to find out.
    if (rotation === undefined) await settle().catch(() => undefined);
  };
  const send = runnerCall(connection, { runnerId, keys: () => keys, onServerKeys }, clock);
  const rotate = async (epoch: number): Promise<void> => {
    keys = await rotateKeys({ send, folder, runnerId, epoch }, keys);
  };
  await settle();
  return {
    send,
    identity: () => identity,
    keys: () => keys,
    rotate: (epoch) => (rotation ??= rotate(epoch).finally(() => (rotation = undefined))),
  };
}
