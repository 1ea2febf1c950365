import { auditRow } from "#server/features/audit/index";
import type { World } from "#test/world";

/** So many entries, every second two of the same instant. */
export async function fill(world: World, entries: number): Promise<void> {
  const { deps } = world;
  const db = deps.db.forTenant(deps.tenant);
  const request = new Request("http://localhost/");
  const actor = { kind: "anonymous", subject: "anonymous" } as const;
  const log = { set: () => undefined, end: () => undefined };
  const ctx = { tenant: deps.tenant, actor, requestId: "req_1", log, request, replyHeaders: new Headers() };
  for (let entry = 0; entry < entries; entry += 1) {
    world.clock.advance({ seconds: entry % 2 });
    const who = entry % 3 === 0 ? "ann" : "bob";
    const fact = {
      action: "test.entry",
      actor: who,
      target: String(entry),
      outcome: "success",
      detail: { note: `Note "${entry}" ü` },
    } as const;
    await auditRow(db, { deps, ctx }, fact);
  }
}
