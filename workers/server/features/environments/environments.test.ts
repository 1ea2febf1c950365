import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { createEnvironment, deleteEnvironment, getEnvironment, listEnvironments, updateEnvironment } from "#schema/contract/environments";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

async function withEnvironments(names: readonly string[]): Promise<{ world: World; ids: Record<string, string> }> {
  const world = await aWorld();
  const ids: Record<string, string> = {};
  for (const name of names) ids[name] = (await world.as("admin").call(createEnvironment, { body: { name } })).id;
  return { world, ids };
}

const namesIn = async (world: World): Promise<string[]> =>
  (await world.as("viewer").call(listEnvironments, {})).items.map(({ name }) => name);

describe("environments", () => {
  test("come in the order in which they were made, and the audit log says who made them", async ({ expect }) => {
    const { world, ids } = await withEnvironments(["dev", "staging", "prod"]);
    expect(await namesIn(world)).toEqual(["dev", "staging", "prod"]);
    const found = await world.as("viewer").call(getEnvironment, { params: { id: ids["prod"] ?? "" } });
    expect(found).toMatchObject({ name: "prod", position: 2, protected: false, apps: 0, createdAt: "2026-11-22T04:00:00.000Z" });
    const { items } = await world.as("admin").call(listAudit, { query: { action: "environment.create", limit: 1 } });
    expect(items).toMatchObject([{ actor: "admin", target: ids["prod"], detail: { after: { name: "prod" } } }]);
  });

  test("can be put into another promotion order; a place beyond the end is the end", async ({ expect }) => {
    const { world, ids } = await withEnvironments(["dev", "staging", "prod"]);
    const admin = world.as("admin");
    await admin.call(updateEnvironment, { params: { id: ids["prod"] ?? "" }, body: { position: 0 } });
    expect(await namesIn(world)).toEqual(["prod", "dev", "staging"]);
    await admin.call(updateEnvironment, { params: { id: ids["prod"] ?? "" }, body: { position: 99 } });
    expect(await namesIn(world)).toEqual(["dev", "staging", "prod"]);
  });

  test("can be protected, and shown under another name than telemetry carries", async ({ expect }) => {
    const { world, ids } = await withEnvironments(["prod"]);
    const params = { id: ids["prod"] ?? "" };
    await world.as("admin").call(updateEnvironment, { params, body: { displayName: "Production", protected: true } });
    expect(await world.as("admin").call(updateEnvironment, { params, body: {} })).toMatchObject({
      name: "prod",
      displayName: "Production",
      protected: true,
    });
  });

  test("a name is taken once", async ({ expect }) => {
    const { world } = await withEnvironments(["prod"]);
    const again = world.as("admin").call(createEnvironment, { body: { name: "prod" } });
    await expect(again).rejects.toMatchObject({ code: "conflict", facts: { errors: [{ pointer: "/body/name" }] } });
  });

  test.for(["Prod", "-prod", "prod-", "pr od", "", "x".repeat(41), "prod/x"])("%s is no name", async (name, { expect }) => {
    const world = await aWorld();
    await expect(world.as("admin").call(createEnvironment, { body: { name } })).rejects.toMatchObject({ code: "invalid-request" });
  });

  test("one that is empty can be deleted, and is gone for good", async ({ expect }) => {
    const { world, ids } = await withEnvironments(["dev"]);
    const params = { id: ids["dev"] ?? "" };
    await world.as("admin").call(deleteEnvironment, { params });
    expect(await namesIn(world)).toEqual([]);
    await expect(world.as("admin").call(deleteEnvironment, { params })).rejects.toMatchObject({ code: "not-found" });
  });

  test("only somebody who may write environments makes them", async ({ expect }) => {
    const world = await aWorld();
    await expect(world.as("operator").call(createEnvironment, { body: { name: "dev" } })).rejects.toMatchObject({ code: "forbidden" });
  });
});
