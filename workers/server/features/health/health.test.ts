import { describe, test } from "vitest";
import { getHealth, getOpenApi } from "#schema/contract/health";
import { freePort } from "#test/free-port";
import { useTelemetryStore } from "#test/engines";
import { aWorld } from "#test/world";
import { Secret } from "#server/platform/secret";

useTelemetryStore();

describe("health", () => {
  test("is ok when both databases answer, and needs no token", async ({ expect }) => {
    const world = await aWorld();
    expect(await world.anonymous.call(getHealth, {})).toEqual({ status: "ok", version: "0.1.0", postgres: "ok", clickhouse: "ok" });
  });

  test("names the database that is out of reach and still answers", async ({ expect }) => {
    const away = await freePort();
    const noPostgres = await aWorld({ databaseGateway: new URL(`http://127.0.0.1:${away}`) });
    const noClickHouse = await aWorld({ clickhouseUrl: new Secret(`http://a:b@127.0.0.1:${away}/c`) });
    expect(await noPostgres.anonymous.call(getHealth, {})).toMatchObject({ status: "degraded", postgres: "unreachable", clickhouse: "ok" });
    expect(await noClickHouse.anonymous.call(getHealth, {})).toMatchObject({
      status: "degraded",
      postgres: "ok",
      clickhouse: "unreachable",
    });
  });

  test("the API describes itself", async ({ expect }) => {
    const world = await aWorld();
    expect(await world.anonymous.call(getOpenApi, {})).toMatchObject({
      openapi: "3.1.0",
      paths: { "/api/v1/health": { get: { operationId: "getHealth" } } },
    });
  });
});
