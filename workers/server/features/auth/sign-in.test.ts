import { describe, test } from "vitest";
import { getSession, logIn } from "#schema/contract/auth";
import { aWorld } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

describe("signing in through the API", () => {
  test("username and password give an access token that works", async ({ expect }) => {
    const world = await aWorld();
    await storeUser(world.deps, { username: "Ann", roles: ["VIEWER"] });
    const tokens = await world.anonymous.call(logIn, { body: { username: "ann", password: worldPassword } });
    expect(tokens).toMatchObject({ tokenType: "Bearer", expiresIn: 600, user: { username: "Ann", roles: ["VIEWER"] } });
    const ann = world.with({ authorization: `Bearer ${tokens.accessToken}` });
    expect(await ann.call(getSession, {})).toMatchObject({ user: { username: "Ann" } });
  });
});
