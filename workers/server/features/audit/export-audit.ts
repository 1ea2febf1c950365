import type { exportAudit as endpoint } from "#schema/contract/audit";
import { auditFilter } from "#server/features/audit/audit-filter";
import type { AuditFilter } from "#server/features/audit/audit.store";
import { auditRow, readAudit } from "#server/features/audit/audit.store";
import type { ChainEntry } from "#server/features/audit/chain";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";
import type { TenantDatabase } from "#server/platform/database";

const pageRows = 1_000;

/** What was recorded up to the export itself; entries that come later are not waited for. */
export const exportAudit: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const nowMs = deps.clock.now();
  const filter = auditFilter(query, nowMs);
  const fact = { action: "audit.export", target: "", outcome: "success", detail: query } as const;
  const [recorded] = await auditRow(db, { deps, ctx }, fact).returning();
  const lines = linesOf(db, filter, recorded?.sequence ?? 0);
  return new Response(streamOf(lines), {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": `attachment; filename="cameleer-audit-${isoOf(nowMs).slice(0, 10)}.ndjson"`,
      "cache-control": "no-store",
    },
  });
};

async function* linesOf(db: TenantDatabase, filter: AuditFilter, upTo: number): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const page = await readAudit(db, filter, { after, upTo, limit: pageRows });
    if (page.length > 0) yield page.map(lineOf).join("");
    if (page.length < pageRows) return;
    after = page.at(-1)?.sequence ?? upTo;
  }
}

function lineOf({ sequence, previousHash, hash, record }: ChainEntry): string {
  return `${JSON.stringify({ sequence, previousHash, hash, record })}\n`;
}

function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await texts.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await texts.return(undefined)),
  });
}
