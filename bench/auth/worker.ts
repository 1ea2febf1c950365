import { Hono } from "hono";
import { v7 } from "uuid";
import { endpoint } from "#schema/contract/endpoint";
import { idFromUuid } from "#schema/ids";
import { parseConfig } from "#server/env";
import { authenticator } from "#server/features/auth/index";
import { authRoutes } from "#server/features/auth/routes";
import type { Actor } from "#server/platform/call";
import { systemClock } from "#server/platform/clock";
import { connectDatabase } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import { keysOf } from "#server/platform/keys";
import { serve } from "#server/platform/serve";

/** The product's own kernel with an action that does nothing, once open and once guarded, and a counter of outgoing requests. */
const nothing = { method: "GET", summary: "Nothing", reply: { status: 204 }, problems: [] } as const;
const open = endpoint({ ...nothing, id: "open", path: "/open", needs: "public" });
const guarded = endpoint({ ...nothing, id: "guarded", path: "/guarded", needs: "exchanges:read" });

let subrequests = 0;
const plainFetch = globalThis.fetch;
globalThis.fetch = (input: RequestInfo | URL, init?: RequestInit) => {
  subrequests += 1;
  return plainFetch(input, init);
};

let app: Hono | undefined;

export default {
  fetch(request: Request, env: Record<string, string>): Response | Promise<Response> {
    app ??= appOf(env);
    return app.fetch(request);
  },
};

function appOf(env: Record<string, string>): Hono {
  const hono = new Hono();
  const deps = depsOf(env);
  const served = new Set<string>();
  const anonymous = async (): Promise<Actor> => ({ kind: "anonymous", subject: "anonymous" });
  const entitle = async (): Promise<void> => undefined;
  serve({ app: hono, deps, served, authenticate: anonymous, entitle }, open, async () => undefined);
  const kernel = { app: hono, deps, served, authenticate: authenticator(), entitle };
  serve(kernel, guarded, async () => undefined);
  authRoutes(kernel);
  hono.get("/subrequests", (c) => c.json(subrequests));
  return hono;
}

/** What authentication uses; the rest of the product is not here. */
function depsOf(env: Record<string, string>): Deps {
  const config = parseConfig(env);
  const clock = systemClock;
  const used = {
    tenant: config.tenant,
    config,
    clock,
    db: connectDatabase({ url: config.databaseUrl, gateway: config.databaseGateway }),
    keys: keysOf({ secrets: config.secrets, tenant: config.tenant, clock }),
    newId: (kind) => idFromUuid(kind, v7()),
    writeLine: () => undefined,
  } satisfies Partial<Deps>;
  return used as unknown as Deps;
}
