import { findRouteNames } from "#server/features/ingest/route-names.store";
import type { RouteNames } from "#server/ingest/otlp/exchange-tree";
import type { RouteName } from "#server/ingest/tables/route-names";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

interface App {
  readonly environment: string;
  readonly app: string;
}

/** The routes of the apps that send here, so that naming a route costs no question to the database. */
export interface RememberedRoutes {
  load(deps: Deps, ctx: Context, apps: readonly App[]): Promise<RouteNames>;
  /** What was logged just now; it is known here at once, elsewhere within `freshMs`. */
  learn(tenant: string, names: readonly RouteName[]): void;
}

interface Remembered {
  names: Map<string, string>;
  untilMs: number;
}

const freshMs = 10_000;
const maxApps = 10_000;
const none: ReadonlyMap<string, string> = new Map();

export function rememberedRoutes(): RememberedRoutes {
  const known = new Map<string, Remembered>();
  const keyOf = (tenant: string, { environment, app }: App): string => JSON.stringify([tenant, environment, app]);
  const refresh = async (deps: Deps, ctx: Context, app: App): Promise<void> => {
    const key = keyOf(ctx.tenant, app);
    const nowMs = deps.clock.now();
    if ((known.get(key)?.untilMs ?? 0) > nowMs) return;
    const store = deps.clickhouse.forTenant(ctx.tenant, { op: "ingest.routeNames", signal: ctx.request.signal });
    if (known.size >= maxApps) known.clear();
    known.set(key, { names: new Map(await findRouteNames(store, app.environment, app.app)), untilMs: nowMs + freshMs });
  };
  return {
    load: async (deps, ctx, apps) => {
      const distinct = new Map(apps.map((app) => [keyOf(ctx.tenant, app), app]));
      await Promise.all([...distinct.values()].map((app) => refresh(deps, ctx, app)));
      return (environment, app) => known.get(keyOf(ctx.tenant, { environment, app }))?.names ?? none;
    },
    learn: (tenant, names) => {
      const uris = Map.groupBy(names, (name) => JSON.stringify([tenant, name.environment, name.app, name.uri]));
      for (const [first, ...others] of uris.values()) {
        if (first === undefined) continue;
        const remembered = known.get(keyOf(tenant, first));
        if (others.some((other) => other.route !== first.route)) remembered?.names.delete(first.uri);
        else remembered?.names.set(first.uri, first.route);
      }
    },
  };
}
