import { describe, test } from "vitest";
import type { Endpoint } from "#schema/contract/endpoint";
import { openSession } from "#schema/contract/auth";
import { endpoints } from "#schema/contract/index";
import { storeUser, worldPassword } from "#test/world-people";
import { aWorld } from "#test/world";
import { problemOf, send } from "./requests.ts";

const named = (list: readonly Endpoint[]): (readonly [string, Endpoint])[] => list.map((endpoint) => [endpoint.id, endpoint]);
const guarded = named(endpoints.filter(({ needs }) => needs !== "public"));
const changing = named(endpoints.filter(({ needs, method }) => method !== "GET" && (needs === "user" || needs.includes(":"))));

describe("who is let in", () => {
  test.for(guarded)("%s refuses a caller without a credential", async ([, endpoint], { expect }) => {
    const world = await aWorld();
    const response = await send(world.anonymous, endpoint);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await problemOf(response)).toMatchObject({ code: "unauthenticated" });
  });

  test.for(guarded)("%s refuses credentials that are not good", async ([, endpoint], { expect }) => {
    const world = await aWorld();
    const rival = await aWorld();
    const foreign = await rival.deps.keys.signAccessToken({ kind: "agent", agentId: "agt_1", app: "a", environment: "e", instance: "i" });
    const bad = [
      { authorization: "Bearer nonsense" },
      { authorization: "Bearer eyJhbGciOiJub25lIn0.e30." },
      { authorization: `Bearer ${foreign}` },
      { authorization: `Bearer ${rival.deps.config.bootstrapToken.reveal()}` },
      { authorization: "Basic YWRtaW46YWRtaW4=" },
      { authorization: "Bearer" },
      { cookie: "__Host-cameleer-session=cml_s_nonsense" },
    ];
    for (const headers of bad) expect((await send(world.with(headers), endpoint)).status, JSON.stringify(headers)).toBe(401);
  });

  test.for(changing)("%s refuses a browser session that does not show its CSRF token", async ([, endpoint], { expect }) => {
    const world = await aWorld();
    await storeUser(world.deps, { username: "ann", roles: ["ADMIN"] });
    const signIn = await send(world.anonymous, openSession, { body: JSON.stringify({ username: "ann", password: worldPassword }) });
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    for (const headers of [{ cookie }, { cookie, "x-csrf-token": "wrong" }]) {
      const response = await send(world.with(headers), endpoint);
      expect([response.status, await problemOf(response)]).toMatchObject([403, { code: "csrf-rejected" }]);
    }
  });

  test("an agent's address does not exist for another agent", async ({ expect }) => {
    const world = await aWorld();
    for (const endpoint of endpoints.filter(({ needs }) => needs === "agent")) {
      const response = await send(world.agent(), endpoint);
      expect([response.status, await problemOf(response)], endpoint.id).toMatchObject([404, { code: "not-found" }]);
    }
  });
});
