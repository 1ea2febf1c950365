import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { auditRow } from "#server/features/audit/index";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

/** So many entries, every second two of the same instant. */
async function fill(world: World, entries: number): Promise<void> {
  const { deps } = world;
  const db = deps.db.forTenant(deps.tenant);
  const request = new Request("http://localhost/");
  const actor = { kind: "anonymous", subject: "anonymous" } as const;
  const log = { set: () => undefined, end: () => undefined };
  const ctx = { tenant: deps.tenant, actor, requestId: "req_1", log, request, replyHeaders: new Headers() };
  for (let entry = 0; entry < entries; entry += 1) {
    world.clock.advance({ seconds: entry % 2 });
    await auditRow(
      db,
      { deps, ctx },
      { action: "test.entry", actor: entry % 3 === 0 ? "ann" : "bob", target: String(entry), outcome: "success" },
    );
  }
}

describe("the audit log", () => {
  test("is read page by page, newest first, each entry once", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 11);
    const admin = world.as("admin");
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { target: string; at: string }[]; nextCursor: string | null } = await admin.call(listAudit, {
        query: { limit: 4, ...(cursor === null ? {} : { cursor }) },
      });
      seen.push(...page.items.map(({ target }) => target));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(11);
    expect(new Set(seen).size).toBe(11);
  });

  test("a page that ends with the last entry names no next one", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 4);
    expect(await world.as("admin").call(listAudit, { query: { limit: 4 } })).toMatchObject({ items: { length: 4 }, nextCursor: null });
  });

  test("is filtered by who and what", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 7);
    const admin = world.as("admin");
    expect((await admin.call(listAudit, { query: { actor: "ann" } })).items.map(({ target }) => target)).toEqual(["6", "3", "0"]);
    expect((await admin.call(listAudit, { query: { action: "test.other" } })).items).toEqual([]);
  });

  test("a cursor that is none is named as the wrong place", async ({ expect }) => {
    const world = await aWorld();
    for (const cursor of ["x", "1.2", "9".repeat(400), "1' or '1'='1"]) {
      const page = world.as("admin").call(listAudit, { query: { cursor } });
      await expect(page).rejects.toMatchObject({ code: "invalid-request", facts: { errors: [{ pointer: "/query/cursor" }] } });
    }
  });

  test("another tenant's entries are not in it", async ({ expect }) => {
    const [world, rival] = [await aWorld(), await aWorld()];
    await fill(rival, 3);
    expect((await world.as("admin").call(listAudit, {})).items).toEqual([]);
  });
});
