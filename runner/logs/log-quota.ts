import type { LogSpool } from "./log-spool.ts";

/** What the logs of a host may take of its disk while the server does not take them; more makes gaps. */
export interface LogQuota {
  readonly perAppBytes: number;
  readonly perHostBytes: number;
}

export const logQuota: LogQuota = { perAppBytes: 64 * 2 ** 20, perHostBytes: 2 ** 30 };

/** Makes room after `grown` has grown: within its app, then on the host. */
export async function keepWithin(quota: LogQuota, grown: LogSpool, all: readonly LogSpool[]): Promise<void> {
  const { appId, environmentId } = grown.owner;
  const ofApp = all.filter(({ owner }) => owner.appId === appId && owner.environmentId === environmentId);
  await shrink(ofApp, quota.perAppBytes);
  await shrink(all, quota.perHostBytes);
}

/** The largest loses first, so that a talkative app does not cost a quiet one its lines. */
async function shrink(spools: readonly LogSpool[], limitBytes: number): Promise<void> {
  const total = (): number => spools.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
  for (const spool of spools.toSorted((a, b) => b.totalBytes - a.totalBytes)) {
    if (total() <= limitBytes) return;
    await spool.dropMiddle();
  }
}
