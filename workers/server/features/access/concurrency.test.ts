import { afterAll, beforeAll, describe, test } from "vitest";
import { addMember, createGroup, deleteGroup, listGroups, updateGroup } from "#schema/contract/groups";
import { listUsers, updateUser } from "#schema/contract/users";
import { Secret } from "#server/platform/secret";
import type { InstalledPostgres } from "#standalone/postgres/installed-postgres";
import { installedPostgres, startInstalledPostgres } from "#standalone/postgres/installed-postgres";
import type { RunningPostgres } from "#standalone/postgres/start";
import { startPostgres } from "#standalone/postgres/start";
import { signedIn } from "#test/somebody";
import { storeUser } from "#test/world-people";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

const bin = installedPostgres();
const rounds = Array.from({ length: 4 }, (_, round) => round);

/** The embedded PostgreSQL has one connection; only an installed one lets two transactions run at the same time. */
describe.skipIf(bin === undefined)("at the same moment, on two connections,", () => {
  let cluster: InstalledPostgres;
  let postgres: RunningPostgres;

  beforeAll(async () => {
    cluster = await startInstalledPostgres(bin ?? "");
    postgres = await startPostgres({ url: cluster.url });
  }, 60_000);

  afterAll(async () => {
    await postgres.stop();
    await cluster.stop();
  });

  const twoIsolates = async (): Promise<readonly [World, World]> => {
    const world = await aWorld({ databaseUrl: new Secret(postgres.url), databaseGateway: new URL(postgres.gateway) });
    return [world, world.anotherIsolate()];
  };

  test.for(rounds)("attack 32: two administrators who demote each other leave one (%i)", async (_, { expect }) => {
    const [here, there] = await twoIsolates();
    const boss = await storeUser(here.deps, { username: "boss", roles: ["ADMIN"] });
    const [admin] = (await here.as("admin").call(listUsers, {})).items.filter(({ username }) => username === "admin");
    const rival = await signedIn(there, "admin");
    await rival.call(listUsers, {});
    const outcomes = await Promise.allSettled([
      here.as("admin").call(updateUser, { params: { id: boss }, body: { roles: [] } }),
      rival.call(updateUser, { params: { id: admin?.id ?? "" }, body: { roles: [] } }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "last-administrator" } });
  });

  test.for(rounds)("attack 32: an administrator of a group and one of their own right cannot both go (%i)", async (_, { expect }) => {
    const [here, there] = await twoIsolates();
    const group = await here.as("admin").call(createGroup, { body: { name: "Administrators", roles: ["ADMIN"] } });
    const member = await storeUser(here.deps, { username: "member", roles: [] });
    await here.as("admin").call(addMember, { params: { id: group.id, user: member }, body: {} });
    const [admin] = (await here.as("admin").call(listUsers, {})).items.filter(({ username }) => username === "admin");
    const rival = await signedIn(there, "admin");
    const outcomes = await Promise.allSettled([
      here.as("admin").call(deleteGroup, { params: { id: group.id } }),
      rival.call(updateUser, { params: { id: admin?.id ?? "" }, body: { disabled: true } }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test.for(rounds)("attack 33: two groups that are put under each other do not make a circle (%i)", async (_, { expect }) => {
    const [here, there] = await twoIsolates();
    const a = await here.as("admin").call(createGroup, { body: { name: "A" } });
    const b = await here.as("admin").call(createGroup, { body: { name: "B" } });
    const rival = await signedIn(there, "admin");
    const outcomes = await Promise.allSettled([
      here.as("admin").call(updateGroup, { params: { id: a.id }, body: { parentId: b.id } }),
      rival.call(updateGroup, { params: { id: b.id }, body: { parentId: a.id } }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const { items } = await here.as("admin").call(listGroups, {});
    expect(items.filter(({ parentId }) => parentId === null)).toHaveLength(1);
  });
});
