import { describe, test } from "vitest";
import { endpoints } from "#schema/contract/index";
import { aWorld } from "#test/world";
import { problemOf, send } from "./requests.ts";

describe("the contract", () => {
  test("is served whole, and nothing else is", async ({ expect }) => {
    const world = await aWorld();
    expect([...world.app.served].toSorted()).toEqual(endpoints.map(({ id }) => id).toSorted());
  });

  test("has each id once, and each method of a path once", ({ expect }) => {
    expect(new Set(endpoints.map(({ id }) => id)).size).toBe(endpoints.length);
    expect(new Set(endpoints.map(({ method, path }) => `${method} ${path}`)).size).toBe(endpoints.length);
  });

  test("unknown addresses of the API are 404, also for somebody who is not signed in", async ({ expect }) => {
    const world = await aWorld();
    for (const path of ["/api/v1/nothing", "/api", "/v1/nothing", "/api/v2/health", "/v1"]) {
      const response = await world.anonymous.fetch(path);
      expect(response.status, path).toBe(404);
      expect(await problemOf(response)).toMatchObject({ code: "not-found", instance: expect.stringMatching(/^req_/) });
    }
  });

  test.for(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
    "%s answers a method it does not have with 405 and the methods it has",
    async ([, endpoint], { expect }) => {
      const world = await aWorld();
      const response = await send(world.anonymous, { ...endpoint, method: "OPTIONS" as "GET" });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")?.split(", ")).toContain(endpoint.method);
      expect(await problemOf(response)).toMatchObject({ code: "method-not-allowed" });
    },
  );
});
