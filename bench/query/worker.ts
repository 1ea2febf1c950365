import { Hono } from "hono";
import { v7 } from "uuid";
import { idFromUuid } from "#schema/ids";
import { exchangesRoutes } from "#server/features/exchanges/routes";
import type { Actor } from "#server/platform/call";
import { openClickHouse } from "#server/platform/clickhouse";
import { systemClock } from "#server/platform/clock";
import type { Deps } from "#server/platform/deps";
import { Secret } from "#server/platform/secret";

let app: Hono | undefined;

export default {
  fetch(request: Request, env: Record<string, string>): Response | Promise<Response> {
    app ??= queryApp(env);
    return app.fetch(request);
  },
};

/** The product's search behind its own kernel, for somebody who is signed in already and while nothing is running. */
export function queryApp(env: Readonly<Record<string, string>>): Hono {
  const hono = new Hono();
  const used = {
    tenant: env["TENANT"] ?? "",
    clock: systemClock,
    clickhouse: openClickHouse(new Secret(env["CLICKHOUSE_URL"] ?? "")),
    runnerHubs: { of: () => undefined as never },
    hubs: { all: () => [], shardOf: () => undefined as never },
    newId: (kind) => idFromUuid(kind, v7()),
    writeLine: () => undefined,
  } satisfies Partial<Deps>;
  const permissions = new Set(["exchanges:read"] as const);
  const actor: Actor = { kind: "user", subject: "bench", userId: "bench", permissions, by: { kind: "token", familyId: "bench" } };
  const kernel = { authenticate: async () => actor, entitle: async () => undefined };
  exchangesRoutes({ app: hono, deps: used as unknown as Deps, served: new Set(), ...kernel });
  return hono;
}
