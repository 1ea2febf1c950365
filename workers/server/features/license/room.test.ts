import { describe, test } from "vitest";
import { applyLicense, getLicense } from "#schema/contract/license";
import { createUser, listUsers, updateUser } from "#schema/contract/users";
import { signUp } from "#test/agents";
import { aLicense, licensed } from "#test/licenses";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

const create = (world: World, username: string) =>
  world.as("admin").call(createUser, { body: { username, password: "correct horse battery", roles: ["VIEWER"] } });

const used = async (world: World) => (await world.as("admin").call(getLicense, {})).limits;

describe("attack 49: a limit", () => {
  test("of two who create the last user at the same moment one is refused", async ({ expect }) => {
    const world = await aWorld(await licensed({ limits: { users: 3 } }));
    await create(world, "ann");
    const both = await Promise.allSettled([create(world, "bob"), create(world, "cid")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "limit-reached" } });
    expect(await used(world)).toMatchObject({ users: { limit: 3, used: 3 } });
  });

  test("of two agents that sign up for the last place at the same moment one is refused", async ({ expect }) => {
    const world = await aWorld(await licensed({ limits: { agents: 2 } }));
    await signUp(world, { installation: "a" });
    const both = await Promise.allSettled([signUp(world, { installation: "b" }), signUp(world, { installation: "c" })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await used(world)).toMatchObject({ agents: { limit: 2, used: 2 } });
  });

  test("never refuses an agent that was there before, nor removes anybody", async ({ expect }) => {
    const world = await aWorld();
    const first = await signUp(world, { installation: "a" });
    await signUp(world, { installation: "b" });
    await world.as("admin").call(applyLicense, { body: { token: await aLicense({ limits: { agents: 1, users: 1 } }) } });
    await create(world, "ann").catch(() => undefined);
    world.clock.advance({ seconds: 600 });
    expect((await signUp(world, { installation: "a", boot: 2 })).agentId).toBe(first.agentId);
    await expect(signUp(world, { installation: "c" })).rejects.toMatchObject({ code: "limit-reached" });
    expect((await world.as("admin").call(listUsers, {})).items).toHaveLength(1);
    expect(await used(world)).toMatchObject({ agents: { limit: 1, used: 2 } });
  });

  test("is free again when an agent was not heard of for an hour", async ({ expect }) => {
    const world = await aWorld(await licensed({ limits: { agents: 1 } }));
    await signUp(world, { installation: "a" });
    world.clock.advance({ seconds: 3_600 });
    expect((await signUp(world, { installation: "b" })).agentId).toMatch(/^agt_/);
  });

  test("is no way around by disabling somebody for a while", async ({ expect }) => {
    const world = await aWorld(await licensed({ limits: { users: 2 } }));
    const { id } = await create(world, "ann");
    const set = (disabled: boolean) => world.as("admin").call(updateUser, { params: { id }, body: { disabled } });
    await set(true);
    await create(world, "bob");
    await expect(set(false)).rejects.toMatchObject({ code: "limit-reached" });
    expect(await used(world)).toMatchObject({ users: { limit: 2, used: 2 } });
  });

  test("of none lets in everybody", async ({ expect }) => {
    const world = await aWorld(await licensed({ limits: { users: null } }));
    await create(world, "ann");
    expect(await used(world)).toMatchObject({ users: { limit: null, used: 2 } });
  });
});
