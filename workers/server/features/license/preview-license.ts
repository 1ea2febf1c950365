import type { previewLicense as endpoint } from "#schema/contract/license";
import { countUsage } from "#server/features/license/count-usage";
import { examineLicense, isHeld } from "#server/features/license/examine-license";
import { licenseView } from "#server/features/license/license-view";
import { previewWarnings } from "#server/features/license/preview-warnings";
import { readHeld } from "#server/features/license/read-held";
import type { Verb } from "#server/platform/call";

export const previewLicense: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const nowMs = deps.clock.now();
  const offered = await examineLicense(deps, body.token);
  const [held, usage] = await Promise.all([readHeld(deps, db), countUsage(db, nowMs)]);
  const known = isHeld(held, offered);
  const before = licenseView(held, nowMs, usage);
  const after = known ? before : licenseView({ ...held, best: offered, highWaterMs: nowMs }, nowMs, usage);
  return { before, after, warnings: known ? ["This license is applied already."] : previewWarnings(before, after) };
};
