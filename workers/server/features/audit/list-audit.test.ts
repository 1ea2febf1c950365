import { describe, test } from "vitest";
import { exportAudit, listAudit } from "#schema/contract/audit";
import { fill } from "#test/audit-entries";
import { aWorld } from "#test/world";

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
    expect((await admin.call(listAudit, { query: { action: "test." } })).items).toHaveLength(7);
    expect((await admin.call(listAudit, { query: { action: "test" } })).items).toEqual([]);
    expect((await admin.call(listAudit, { query: { target: "5" } })).items.map(({ target }) => target)).toEqual(["5"]);
    expect((await admin.call(listAudit, { query: { outcome: "failure" } })).items).toEqual([]);
  });

  test("is searched for text anywhere in an entry, which is text and no pattern", async ({ expect }) => {
    const world = await aWorld();
    await fill(world, 3);
    const found = async (q: string) => (await world.as("admin").call(listAudit, { query: { q } })).items.map(({ target }) => target);
    expect(await found('NOTE "2"')).toEqual(["2"]);
    expect(await found("%")).toEqual([]);
    expect(await found("note")).toEqual(["2", "1", "0"]);
  });

  test("is narrowed to a range of time, with its start and without its end", async ({ expect }) => {
    const world = await aWorld();
    const from = world.clock.now();
    await fill(world, 4);
    const found = await world.as("admin").call(listAudit, { query: { from: String(from + 1_000), to: String(from + 2_000) } });
    expect(found.items.map(({ target }) => target)).toEqual(["2", "1"]);
  });

  test("says how its actor was authenticated", async ({ expect }) => {
    const world = await aWorld();
    await (await world.as("admin").call(exportAudit, { query: {} })).text();
    expect((await world.as("admin").call(listAudit, {})).items).toMatchObject([{ action: "audit.export", actor: "admin", by: "token" }]);
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
