import * as contract from "#schema/contract/ingest";
import { getBlob } from "#server/features/ingest/get-blob";
import { ingestBatch } from "#server/features/ingest/ingest-batch";
import { ingestLogs } from "#server/features/ingest/ingest-logs";
import { ingestMetrics } from "#server/features/ingest/ingest-metrics";
import { ingestTraces } from "#server/features/ingest/ingest-traces";
import { putBlob } from "#server/features/ingest/put-blob";
import { rememberedRoutes } from "#server/features/ingest/remembered-routes";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function ingestRoutes(kernel: Kernel): void {
  const routes = rememberedRoutes();
  serve(kernel, contract.ingestBatch, ingestBatch);
  serve(kernel, contract.ingestTraces, ingestTraces(routes));
  serve(kernel, contract.ingestMetrics, ingestMetrics);
  serve(kernel, contract.ingestLogs, ingestLogs(routes));
  serve(kernel, contract.putBlob, putBlob);
  serve(kernel, contract.getBlob, getBlob);
}
