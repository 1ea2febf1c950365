import { describe, test } from "vitest";
import type { Endpoint } from "#schema/contract/endpoint";
import { isRawBody } from "#schema/contract/endpoint";
import { endpoints } from "#schema/contract/index";
import { licensed } from "#test/licenses";
import { aWorld } from "#test/world";
import { problemOf, send, welcome } from "./requests.ts";

const named = (list: readonly Endpoint[]): (readonly [string, Endpoint])[] => list.map((endpoint) => [endpoint.id, endpoint]);
const withJson = named(endpoints.filter(({ body, needs }) => body !== undefined && !isRawBody(body) && needs !== "agent"));
const withRaw = named(endpoints.filter(({ body }) => isRawBody(body)));
const withQuery = named(endpoints.filter(({ query, needs }) => query !== undefined && needs !== "agent"));
const withParams = named(endpoints.filter(({ params, needs }) => params !== undefined && needs !== "agent"));
const tooLong = "x".repeat(20_000);

describe("malformed requests", () => {
  test.for(withJson)("%s names the wrong places of a body", async ([, endpoint], { expect }) => {
    const world = await aWorld(await licensed());
    for (const body of ["", "{", "null", "[]", '"text"', "0", '{"__proto__":{"a":1},', `[${"[".repeat(5_000)}`]) {
      const response = await send(welcome(world, endpoint), endpoint, { body });
      const problem = await problemOf(response);
      expect([response.status, problem], body.slice(0, 20)).toMatchObject([422, { code: "invalid-request" }]);
      expect(problem.errors?.every(({ pointer }) => pointer.startsWith("/body"))).toBe(true);
    }
  });

  test.for(withJson)("%s does not read a body without end", async ([, endpoint], { expect }) => {
    const world = await aWorld(await licensed());
    const response = await send(welcome(world, endpoint), endpoint, { body: JSON.stringify({ text: "x".repeat(1_100_000) }) });
    expect([response.status, await problemOf(response)]).toMatchObject([413, { code: "too-large" }]);
  });

  test.for(withQuery)("%s refuses each query parameter that is none, and names it", async ([, endpoint], { expect }) => {
    const world = await aWorld(await licensed());
    for (const name of Object.keys(endpoint.query?.shape ?? {})) {
      const response = await send(welcome(world, endpoint), endpoint, { query: `${name}=${tooLong}` });
      const problem = await problemOf(response);
      expect([response.status, problem], name).toMatchObject([422, { code: "invalid-request" }]);
      expect(
        problem.errors?.some(({ pointer }) => pointer.startsWith(`/query/${name}`)),
        name,
      ).toBe(true);
    }
  });

  test.for(withParams)("%s refuses each part of the path that cannot name anything", async ([, endpoint], { expect }) => {
    const world = await aWorld(await licensed());
    for (const name of Object.keys(endpoint.params?.shape ?? {})) {
      for (const value of [tooLong, ...(name === "id" ? ["1", "' or 1=1 --", "../../etc/passwd", "%00"] : [])]) {
        const response = await send(welcome(world, endpoint), endpoint, { params: { [name]: value } });
        const problem = await problemOf(response);
        expect([response.status, problem], value.slice(0, 20)).toMatchObject([422, { code: "invalid-request" }]);
        expect(problem.errors?.some(({ pointer }) => pointer === `/params/${name}`)).toBe(true);
      }
    }
  });

  test.for(withRaw)("%s says which content types it takes", async ([, endpoint], { expect }) => {
    const world = await aWorld(await licensed());
    for (const contentType of ["text/html", "", "multipart/form-data"]) {
      const response = await send(welcome(world, endpoint), endpoint, { contentType, body: "x" });
      expect([response.status, await problemOf(response)]).toMatchObject([415, { code: "unsupported-media-type" }]);
    }
  });
});
