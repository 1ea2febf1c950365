import { call } from "#schema/contract/call";
import { enrollRunner } from "#schema/contract/runner-protocol";
import type { Executor, Host } from "#schema/protocol/runner/v1/host";
import { version } from "#schema/version";
import type { RunnerClock } from "../clock.ts";
import type { StateFolder } from "../disk/state-folder.ts";
import type { Connection } from "./connection.ts";
import { newHostKeys, readHostKeys, writeHostKeys } from "./host-keys.ts";
import { type Identity, writeIdentity } from "./identity.ts";

export interface Enrollment {
  readonly token: string;
  readonly host: Host;
  readonly executor: Executor;
  readonly capabilities: readonly string[];
}

/**
 * Exchanges a one-time token for an identity. The keys are written before the server hears of them: after a crash in between, the next
 * enrollment uses the same ones.
 */
export async function enroll(
  { connection, folder, clock }: { readonly connection: Connection; readonly folder: StateFolder; readonly clock: RunnerClock },
  { token, host, executor, capabilities }: Enrollment,
): Promise<Identity> {
  const keys = (await readHostKeys(folder.keys)) ?? (await newHostKeys());
  await writeHostKeys(folder.keys, keys);
  const reply = await call({ baseUrl: connection.url, fetch: connection.fetch }, enrollRunner, {
    body: { token, keys: keys.publicKeys, host, executor, version, capabilities: [...capabilities] },
  });
  const identity: Identity = {
    url: connection.url,
    runnerId: reply.runnerId,
    name: reply.name,
    serverKeys: reply.serverKeys,
    enrolledAt: new Date(clock.nowMs()).toISOString(),
  };
  await writeIdentity(folder.identity, identity);
  return identity;
}
