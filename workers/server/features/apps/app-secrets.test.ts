import { describe, test } from "vitest";
import { deleteAppSecret, listAppSecrets, putAppSecret } from "#schema/contract/app-settings";
import { createApp } from "#schema/contract/apps";
import { listAudit } from "#schema/contract/audit";
import { createEnvironment } from "#schema/contract/environments";
import { revealSecret } from "#server/features/apps/index";
import { enroll } from "#test/runner-double";
import { aWorld } from "#test/world";

async function aPlace() {
  const world = await aWorld();
  await enroll(world);
  const { id } = await world.as("operator").call(createApp, { body: { name: "orders" } });
  const { id: environmentId } = await world.as("admin").call(createEnvironment, { body: { name: "prod" } });
  const put = (name: string, value: string) =>
    world.as("operator").call(putAppSecret, { params: { id, environmentId, name }, body: { value } });
  return { world, params: { id, environmentId }, put };
}

describe("secrets", () => {
  test("every change is a version; a value is told to nobody, nor to the audit log", async ({ expect }) => {
    const { world, params, put } = await aPlace();
    await put("DB_PASSWORD", "first-value");
    const second = await put("DB_PASSWORD", "second-value");
    await put("API_KEY", "third-value");
    const { items } = await world.as("viewer").call(listAppSecrets, { params });
    expect(items).toMatchObject([{ name: "API_KEY", version: 1 }, second]);
    expect(second).toMatchObject({ name: "DB_PASSWORD", version: 2, changedBy: "operator" });
    const audit = await world.as("admin").call(listAudit, { query: { action: "app-secret.set" } });
    expect(audit.items).toHaveLength(3);
    expect(JSON.stringify([items, audit, world.lines])).not.toMatch(/(first|second|third)-value/);
  });

  test("every version can still be handed to a runner after a later one, or its deletion", async ({ expect }) => {
    const { world, params, put } = await aPlace();
    await put("DB_PASSWORD", "first-value");
    await put("DB_PASSWORD", "second-value");
    await world.as("operator").call(deleteAppSecret, { params: { ...params, name: "DB_PASSWORD" } });
    expect((await world.as("viewer").call(listAppSecrets, { params })).items).toEqual([]);
    const db = world.deps.db.forTenant(world.deps.tenant);
    const place = { appId: params.id, environmentId: params.environmentId, name: "DB_PASSWORD" };
    expect(await revealSecret(world.deps, db, { ...place, version: 1 })).toBe("first-value");
    expect(await revealSecret(world.deps, db, { ...place, version: 2 })).toBe("second-value");
    await expect(revealSecret(world.deps, db, { ...place, version: 3 })).rejects.toThrow("is gone");
  });

  test("two who write at once make two versions", async ({ expect }) => {
    const { put } = await aPlace();
    const versions = await Promise.all([put("DB_PASSWORD", "a"), put("DB_PASSWORD", "b")]);
    expect(versions.map(({ version }) => version).toSorted()).toEqual([1, 2]);
  });

  test("one that is not there cannot be deleted, and who may not write them is refused", async ({ expect }) => {
    const { world, params } = await aPlace();
    const named = { params: { ...params, name: "DB_PASSWORD" } };
    await expect(world.as("operator").call(deleteAppSecret, named)).rejects.toMatchObject({ code: "not-found" });
    await expect(world.as("viewer").call(deleteAppSecret, named)).rejects.toMatchObject({ code: "forbidden" });
  });
});
