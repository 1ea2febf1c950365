import { listCorrelatedExchanges as listCorrelatedEndpoint } from "#schema/contract/correlation";
import * as contract from "#schema/contract/exchanges";
import { getExchangeLineage as getLineageEndpoint } from "#schema/contract/lineage";
import { getExchange } from "#server/features/exchanges/get-exchange";
import { getExchangeFacets } from "#server/features/exchanges/get-exchange-facets";
import { getExchangeHistogram } from "#server/features/exchanges/get-exchange-histogram";
import { getExchangeLineage } from "#server/features/exchanges/get-exchange-lineage";
import { listCorrelatedExchanges } from "#server/features/exchanges/list-correlated-exchanges";
import { listExchangeLogs } from "#server/features/exchanges/list-exchange-logs";
import { listExchanges } from "#server/features/exchanges/list-exchanges";
import { listPayloads } from "#server/features/exchanges/list-payloads";
import { listTraceSpans } from "#server/features/exchanges/list-trace-spans";
import { suggestValues } from "#server/features/exchanges/suggest-values";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function exchangesRoutes(kernel: Kernel): void {
  serve(kernel, contract.listExchanges, listExchanges);
  serve(kernel, contract.getExchangeHistogram, getExchangeHistogram);
  serve(kernel, contract.getExchangeFacets, getExchangeFacets);
  serve(kernel, contract.suggestValues, suggestValues);
  serve(kernel, contract.getExchange, getExchange);
  serve(kernel, contract.listPayloads, listPayloads);
  serve(kernel, contract.listExchangeLogs, listExchangeLogs);
  serve(kernel, contract.listTraceSpans, listTraceSpans);
  serve(kernel, listCorrelatedEndpoint, listCorrelatedExchanges);
  serve(kernel, getLineageEndpoint, getExchangeLineage);
}
