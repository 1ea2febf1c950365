import type { applyLicense as endpoint } from "#schema/contract/license";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { countUsage } from "#server/features/license/count-usage";
import { forgetStanding } from "#server/features/license/current-standing";
import { examineLicense, isHeld, otherWith } from "#server/features/license/examine-license";
import type { Held, HeldLicense } from "#server/features/license/held-license";
import { licenseRow } from "#server/features/license/license-row";
import { licenseView } from "#server/features/license/license-view";
import { insertLicense, lockLicense, setClock } from "#server/features/license/licenses.store";
import { readHeld } from "#server/features/license/read-held";
import type { Context, Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

const action = "license.apply";
const target = "license";

export const applyLicense: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const held = await accept(deps, ctx, body.token).catch(async (thrown: unknown) => {
    if (thrown instanceof Problem && (thrown.code === "license-refused" || thrown.code === "conflict")) {
      await auditRow(db, { deps, ctx }, { action, target, outcome: "failure", detail: { reason: thrown.message } });
    }
    throw thrown;
  });
  forgetStanding(deps);
  const nowMs = deps.clock.now();
  return licenseView(held, nowMs, await countUsage(db, nowMs));
};

/** The licenses as they are afterwards. */
async function accept(deps: Deps, ctx: Context, token: string): Promise<Held> {
  const offered = await examineLicense(deps, token);
  const acceptedAt = deps.clock.now();
  const row = await licenseRow(offered, { acceptedBy: ctx.actor.subject, acceptedAt });
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockLicense(tx);
    const held = await readHeld(deps, tx);
    if (isHeld(held, offered)) return held;
    const highWaterMs = Math.max(acceptedAt, offered.claims.iat * 1_000);
    if ((await insertLicense(tx, row)).length === 0) throw otherWith(row.sequence);
    await setClock(tx, highWaterMs);
    await auditRow(tx, { deps, ctx }, { action, target, outcome: "success", detail: { before: told(held.best), after: told(offered) } });
    return { ...held, best: { ...offered, stored: true }, highWaterMs };
  });
}

function told(license: HeldLicense | undefined): Readonly<Record<string, unknown>> | null {
  if (license === undefined) return null;
  const { seq: sequence, sub: customer, tier, features, limits, exp } = license.claims;
  return { sequence, customer, tier, features, limits, exp, test: license.test };
}
