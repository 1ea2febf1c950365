import { beforeAll, describe, test } from "vitest";
import { endpoints } from "#schema/contract/index";
import { thePostgres, useTelemetryStore } from "#test/engines";
import { enroll } from "#test/runner-double";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { licensed } from "#test/licenses";
import { bodies } from "./bodies.ts";
import { objects, single, storeTelemetry } from "./objects.ts";
import { problemOf, send, welcome } from "./requests.ts";

useTelemetryStore();

const reading = endpoints.filter(
  ({ method, needs, reply }) => method === "GET" && needs !== "agent" && needs !== "runner" && !("stream" in reply),
);
const lists = reading.filter(({ params, needs }) => params === undefined && needs !== "public");
const naming = endpoints.filter(
  ({ params, needs }) => params !== undefined && needs !== "agent" && needs !== "runner" && needs !== "public" && needs !== "ingest",
);

/** One tenant with something of every kind, and another with nothing, on the same databases. */
let full: World;
let empty: World;
/** Texts that occur in the full tenant's objects only. */
let canaries: readonly string[];

beforeAll(async () => {
  const roomy = await licensed({ limits: { apps: 1_000, environments: 1_000 } });
  [full, empty] = [await aWorld(roomy), await aWorld(roomy)];
  await enroll(empty, { name: "anybody" });
  canaries = await storeTelemetry(full);
  for (const make of new Set(Object.values(objects))) await make(full);
}, 60_000);

/** Leaves the first wall alone: the tenant predicate of every statement. */
async function dropSecondWall(): Promise<void> {
  await thePostgres().asOwner(async (owner) => {
    const { rows } = await owner.query<{ table: string }>("select tablename as table from pg_tables where schemaname = 'public'");
    for (const { table } of rows) await owner.query(`alter table ${table} disable row level security, no force row level security`);
  });
}

const walls = [
  ["behind both walls", async () => undefined],
  ["without row-level security", dropSecondWall],
] as const;

describe.for(walls)("attack 37: another tenant's objects, %s,", ([, prepare]) => {
  beforeAll(prepare);

  test("are tried at every address that names an object", ({ expect }) => {
    expect(naming.map(({ id }) => id).toSorted()).toEqual(Object.keys(objects).toSorted());
    expect(canaries.filter((canary) => canary === "")).toEqual([]);
  });

  test.for(naming.map((endpoint) => [endpoint.id, endpoint] as const))(
    "%s finds the own tenant's, and of another says what it says of nothing",
    async ([id, endpoint], { expect }) => {
      const params = (await objects[id]?.(full)) ?? {};
      const body = JSON.stringify(bodies[id] ?? {});
      const foreign = await send(welcome(empty, endpoint), endpoint, { params, body });
      const nothing = await send(welcome(empty, endpoint), endpoint, { body });
      const own = await send(welcome(full, endpoint), endpoint, { params, body });
      expect([own.ok, foreign.status], id).toEqual([true, nothing.status]);
      const named = Object.values(params).reduce((text, value) => text.replaceAll(value, ""), await foreign.text());
      for (const canary of canaries) expect(named, id).not.toContain(canary);
    },
  );

  test.for(single)("%s answers 404, not 403", async (id, { expect }) => {
    const endpoint = naming.find((candidate) => candidate.id === id);
    if (endpoint === undefined) throw new Error(id);
    const response = await send(welcome(empty, endpoint), endpoint, {
      params: (await objects[id]?.(full)) ?? {},
      body: JSON.stringify(bodies[id] ?? {}),
    });
    expect([response.status, await problemOf(response)]).toMatchObject([404, { code: "not-found" }]);
  });

  test.for(lists.map((endpoint) => [endpoint.id, endpoint] as const))(
    "are not in %s, whatever is asked for",
    async ([id, endpoint], { expect }) => {
      const caller = welcome(empty, endpoint);
      const wide = ["from=0", "to=now", "app=orders", "environment=prod", "q=orders", "field=app"];
      const queries = ["", ...wide.filter((query) => Object.keys(endpoint.query?.shape ?? {}).includes(query.split("=")[0] ?? ""))];
      for (const query of queries) {
        const text = await (await send(caller, endpoint, { query })).text();
        for (const canary of canaries) expect(text, `${id}?${query}`).not.toContain(canary);
      }
    },
  );
});
