import { acceptedKeys } from "#schema/license/keys";
import { verifyLicense } from "#schema/license/verify";
import type { Held, HeldLicense } from "#server/features/license/held-license";
import { bestOf } from "#server/features/license/held-license";
import { findLicenses } from "#server/features/license/licenses.store";
import { judgedAtMs } from "#server/features/license/standing";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

/** What is stored and what the configuration says, each verified by the keys of this build. */
export async function readHeld(deps: Deps, db: Queries): Promise<Held> {
  const rows = await findLicenses(db);
  const highWaterMs = rows[0]?.highWaterMs ?? 0;
  const atMs = judgedAtMs({ nowMs: deps.clock.now(), highWaterMs });
  const configured = await configuredLicense(deps, atMs);
  const stored = await firstGood(deps, rows, atMs);
  const candidates = [stored, configured.license].filter((one) => one !== undefined);
  return { best: bestOf(candidates), configured: configured.state, highWaterMs };
}

type Rows = Awaited<ReturnType<typeof findLicenses>>;

/** Rows come with the highest sequence first. */
async function firstGood(deps: Deps, rows: Rows, atMs: number): Promise<HeldLicense | undefined> {
  for (const { license: row } of rows) {
    const verified = await verifyHere(deps, row.token, atMs);
    if (verified.ok) return { ...verified.license, token: row.token, source: row.source, stored: true };
  }
  return undefined;
}

async function configuredLicense(deps: Deps, atMs: number): Promise<{ license: HeldLicense | undefined; state: Held["configured"] }> {
  const token = deps.config.license?.reveal();
  if (token === undefined) return { license: undefined, state: "none" };
  const verified = await verifyHere(deps, token, atMs);
  if (!verified.ok) return { license: undefined, state: verified.why };
  return { license: { ...verified.license, token, source: "environment", stored: false }, state: "accepted" };
}

export function verifyHere(deps: Deps, token: string, nowMs: number) {
  return verifyLicense({ keys: acceptedKeys, tenant: deps.tenant, nowMs }, token);
}
