import type { verifyAudit as endpoint } from "#schema/contract/audit";
import { saysTheSame } from "#server/features/audit/audit-record";
import { readAudit } from "#server/features/audit/audit.store";
import { breakAt, chainStart } from "#server/features/audit/chain";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

const pageRows = 1_000;

export const verifyAudit: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  let end = chainStart;
  let entries = 0;
  for (;;) {
    const page = await readAudit(db, {}, { after: end.sequence, upTo: Number.MAX_SAFE_INTEGER, limit: pageRows });
    for (const entry of page) {
      const said = saysTheSame(entry.record, { ...entry, at: isoOf(entry.at) }) ? undefined : "its columns are not what was recorded";
      const reason = (await breakAt(end, entry)) ?? said;
      if (reason !== undefined) return { intact: false, entries, head: end.hash, brokenAt: { sequence: entry.sequence, reason } };
      end = entry;
      entries += 1;
    }
    if (page.length < pageRows) return { intact: true, entries, head: end.hash, brokenAt: null };
  }
};
