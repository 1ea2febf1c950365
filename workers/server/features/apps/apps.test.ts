import { describe, test } from "vitest";
import { getAppSettings, listAppSettingsVersions, putAppSettings } from "#schema/contract/app-settings";
import { createApp, deleteApp, getApp, listApps, updateApp } from "#schema/contract/apps";
import { createEnvironment } from "#schema/contract/environments";
import { appSettings } from "#schema/protocol/runner/v1/app-settings";
import { enroll } from "#test/runner-double";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

/** A world in which apps can run. */
async function aRuntime(): Promise<World> {
  const world = await aWorld();
  await enroll(world);
  return world;
}

const none = `app_${"0".repeat(32)}`;

describe("the runtime", () => {
  test("does not exist before there is a runner that could run apps", async ({ expect }) => {
    const world = await aWorld();
    const operator = world.as("operator");
    const gone = { code: "runtime-unavailable", status: 404 };
    await expect(operator.call(createApp, { body: { name: "orders" } })).rejects.toMatchObject(gone);
    await enroll(world, { executor: { kind: "none", version: "" } });
    await expect(operator.call(listApps, {})).rejects.toMatchObject(gone);
    await enroll(world);
    expect(await operator.call(listApps, {})).toEqual({ items: [], nextCursor: null });
  });
});

describe("apps", () => {
  test("come by name, page by page", async ({ expect }) => {
    const world = await aRuntime();
    const operator = world.as("operator");
    for (const name of ["orders", "billing", "shipping"]) await operator.call(createApp, { body: { name } });
    const first = await operator.call(listApps, { query: { limit: 2 } });
    expect(first.items.map(({ name }) => name)).toEqual(["billing", "orders"]);
    const second = await operator.call(listApps, { query: { limit: 2, cursor: first.nextCursor ?? "" } });
    expect(second).toMatchObject({ items: [{ name: "shipping", kind: "app", artifacts: 0, placements: [] }], nextCursor: null });
    await expect(operator.call(listApps, { query: { cursor: "nonsense" } })).rejects.toMatchObject({ code: "invalid-request" });
  });

  test("a name is taken once; what people see can change", async ({ expect }) => {
    const world = await aRuntime();
    const operator = world.as("operator");
    const { id } = await operator.call(createApp, { body: { name: "orders" } });
    await expect(operator.call(createApp, { body: { name: "orders" } })).rejects.toMatchObject({ code: "conflict" });
    await operator.call(updateApp, { params: { id }, body: { displayName: "Orders" } });
    expect(await operator.call(getApp, { params: { id } })).toMatchObject({ name: "orders", displayName: "Orders" });
  });

  test("one that is deployed nowhere can be deleted", async ({ expect }) => {
    const world = await aRuntime();
    const operator = world.as("operator");
    const { id } = await operator.call(createApp, { body: { name: "orders" } });
    await operator.call(deleteApp, { params: { id } });
    await expect(operator.call(getApp, { params: { id } })).rejects.toMatchObject({ code: "not-found" });
    await expect(operator.call(deleteApp, { params: { id: none } })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("settings", () => {
  test("have defaults, and each change is a version", async ({ expect }) => {
    const world = await aRuntime();
    const operator = world.as("operator");
    const { id } = await operator.call(createApp, { body: { name: "orders" } });
    const { id: environmentId } = await world.as("admin").call(createEnvironment, { body: { name: "prod" } });
    const params = { id, environmentId };
    expect(await operator.call(getAppSettings, { params })).toMatchObject({ version: 0, settings: appSettings.parse({}), changedAt: null });
    const settings = { variables: [{ name: "LOG_LEVEL", value: "debug" }], httpPort: null };
    await operator.call(putAppSettings, { params, body: { settings, basedOn: 0 } });
    await operator.call(putAppSettings, { params, body: { settings: {}, basedOn: 1 } });
    const { items } = await operator.call(listAppSettingsVersions, { params });
    expect(items).toMatchObject([
      { version: 2, settings: { variables: [], httpPort: 8080 } },
      { version: 1, settings: { variables: [{ name: "LOG_LEVEL" }], httpPort: null }, changedBy: "operator" },
    ]);
  });

  test("of two who edited the same version, the second is told", async ({ expect }) => {
    const world = await aRuntime();
    const operator = world.as("operator");
    const { id } = await operator.call(createApp, { body: { name: "orders" } });
    const { id: environmentId } = await world.as("admin").call(createEnvironment, { body: { name: "prod" } });
    const put = () => operator.call(putAppSettings, { params: { id, environmentId }, body: { settings: {}, basedOn: 0 } });
    const outcomes = await Promise.allSettled([put(), put()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(put()).rejects.toMatchObject({ code: "conflict" });
  });
});
