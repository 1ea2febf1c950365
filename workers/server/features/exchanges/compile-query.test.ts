import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { getExchangeFacets, listExchanges, suggestValues } from "#schema/contract/exchanges";
import { exchangeFields, operatorsOf } from "#schema/contract/query/fields";
import { parseQuery } from "#schema/contract/query/parse";
import { compileQuery } from "#server/features/exchanges/compile-query";
import { renderSql, sql } from "#server/platform/clickhouse-sql";
import { useTelemetryStore } from "#test/engines";
import { validQuery } from "#test/queries";
import { insertRows, storeExchanges } from "#test/stored-exchanges";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

const seed = 20_261_122;
const canary = "canary-of-another-tenant";
let world: World;

beforeAll(async () => {
  world = await aWorld();
  const startMs = world.clock.now() - 60_000;
  const error = { errorClass: canary, message: canary, node: canary };
  const theirs = {
    startMs,
    app: canary,
    environment: canary,
    instance: canary,
    route: canary,
    exchangeId: canary,
    attributes: { orderId: canary, a: canary },
    error,
  };
  const [executionId = ""] = await storeExchanges("somebody-else", [theirs]);
  await storeExchanges(world.deps.tenant, [{ startMs, exchangeId: "mine", attributes: { orderId: "7" } }]);
  await insertRows("execution_payloads", [
    {
      tenant_id: "somebody-else",
      execution_id: executionId,
      start_time: { micros: startMs * 1_000 },
      step: -1,
      phase: "in",
      body: canary,
      headers: { a: canary },
    },
  ]);
});

describe("a query as SQL", () => {
  it("never answers with another tenant's rows, whatever is asked", async () => {
    const viewer = world.as("viewer");
    await fc.assert(
      fc.asyncProperty(validQuery, fc.constantFrom("", " OR app:*", " OR NOT app:x", ` OR ${canary}`), async (query, suffix) => {
        const filters = { q: `${query}${suffix}`.slice(0, 2_000), from: "now-1d" };
        const answers = [
          await viewer.call(listExchanges, { query: { ...filters, count: "exact" } }),
          await viewer.call(getExchangeFacets, { query: filters }),
        ];
        expect(JSON.stringify(answers)).not.toContain(canary);
        expect(answers[0]).toMatchObject({ count: { exact: true } });
      }),
      { numRuns: 60, seed },
    );
  }, 60_000);

  it("suggests nothing of another tenant", async () => {
    const fields = [...exchangeFields.map(({ name }) => name), "attr.orderId", "attr.a"];
    const answers = await Promise.all(fields.map((field) => world.as("viewer").call(suggestValues, { query: { field, prefix: "" } })));
    expect(JSON.stringify(answers)).not.toContain(canary);
  });

  it("puts no value into the text of a statement", () => {
    fc.assert(
      fc.property(validQuery, (query) => {
        const parsed = parseQuery(`${query} "'; DROP"`);
        const tree = parsed.ok ? parsed.query : null;
        const { text } = renderSql("any", sql`SELECT 1 FROM executions WHERE ${compileQuery(tree, { fromMicros: 0, toMicros: 1 })}`);
        expect(text).not.toContain("'; DROP");
      }),
      { numRuns: 300, seed },
    );
  });

  it.each(exchangeFields.flatMap((field) => operatorsOf(field).map((operator) => [field, operator] as const)))(
    "answers $name with every operator it names",
    async ({ name, keyed, type, choices }, operator) => {
      const value = type === "duration" ? "5ms" : (choices[0] ?? "5");
      const q = `${name}${keyed ? ".a" : ""}${operator}${value}`;
      await expect(world.as("viewer").call(listExchanges, { query: { q } })).resolves.toMatchObject({ nextCursor: null });
    },
  );

  it.each(exchangeFields.map(({ name, keyed }) => `${name}${keyed ? ".a" : ""}:*`))("answers whether there is any %s", async (q) => {
    await expect(world.as("viewer").call(listExchanges, { query: { q } })).resolves.toMatchObject({ nextCursor: null });
  });
});
