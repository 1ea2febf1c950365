import { ingestLogs as endpoint } from "#schema/contract/ingest";
import { originOf } from "#server/features/ingest/ingest-traces";
import { receiveOtlp } from "#server/features/ingest/receive-otlp";
import type { RememberedRoutes } from "#server/features/ingest/remembered-routes";
import { decodeLogs } from "#server/ingest/otlp/logs";
import { routeNameBlock } from "#server/ingest/tables/route-names";
import type { Verb } from "#server/platform/call";

export function ingestLogs(routes: RememberedRoutes): Verb<typeof endpoint> {
  return (deps, { ctx }) =>
    receiveOtlp(deps, ctx, {
      op: endpoint.id,
      signal: "logs",
      root: "Logs",
      decode: async (body, settings) => {
        const batch = decodeLogs(body, settings);
        const { words, logs, routeNames, resource } = batch;
        const { nowMs } = settings.window;
        if (routeNames.length > 0) routes.learn(ctx.tenant, routeNames);
        const blocks = [logs, routeNameBlock(routeNames, words, { tenant: ctx.tenant, nowMs })];
        return { words, blocks, origin: originOf(words, resource) };
      },
    });
}
