import { ingestTraces as endpoint } from "#schema/contract/ingest";
import { receiveOtlp } from "#server/features/ingest/receive-otlp";
import type { RememberedRoutes } from "#server/features/ingest/remembered-routes";
import { textOf } from "#server/ingest/native/lexicon";
import { findExchanges } from "#server/ingest/otlp/exchanges";
import type { Resource } from "#server/ingest/otlp/resource";
import { decodeTraces } from "#server/ingest/otlp/traces";
import type { Lexicon } from "#server/ingest/native/lexicon";
import type { Verb } from "#server/platform/call";

export function ingestTraces(routes: RememberedRoutes): Verb<typeof endpoint> {
  return (deps, { ctx }) =>
    receiveOtlp(deps, ctx, {
      op: endpoint.id,
      signal: "traces",
      root: "Traces",
      decode: async (body, settings) => {
        const batch = decodeTraces(body, settings);
        const { words, spans, resources } = batch;
        const apps = resources.map((resource) => ({ environment: textOf(words, resource.environment), app: textOf(words, resource.app) }));
        const { executions, statistics } = findExchanges(batch, await routes.load(deps, ctx, apps));
        return { words, blocks: [spans, executions, statistics], origin: originOf(words, resources[0]) };
      },
    });
}

/** Whom the quarantine names. A request holds more than one app only behind a collector. */
export function originOf(words: Lexicon, resource: Resource | undefined): { environment: string; app: string; instance: string } {
  if (resource === undefined) return { environment: "", app: "", instance: "" };
  return { environment: textOf(words, resource.environment), app: textOf(words, resource.app), instance: textOf(words, resource.instance) };
}
