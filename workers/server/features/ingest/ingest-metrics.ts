import { ingestMetrics as endpoint } from "#schema/contract/ingest";
import { originOf } from "#server/features/ingest/ingest-traces";
import { receiveOtlp } from "#server/features/ingest/receive-otlp";
import { decodeMetrics } from "#server/ingest/otlp/metrics";
import type { Verb } from "#server/platform/call";

export const ingestMetrics: Verb<typeof endpoint> = (deps, { ctx }) =>
  receiveOtlp(deps, ctx, {
    op: endpoint.id,
    signal: "metrics",
    root: "Metrics",
    decode: async (body, settings) => {
      const { words, points, resource } = decodeMetrics(body, settings);
      return { words, blocks: [points], origin: originOf(words, resource) };
    },
  });
