import * as contract from "#schema/contract/exchanges";
import { getExchangeFacets } from "#server/features/exchanges/get-exchange-facets";
import { getExchangeHistogram } from "#server/features/exchanges/get-exchange-histogram";
import { listExchanges } from "#server/features/exchanges/list-exchanges";
import { suggestValues } from "#server/features/exchanges/suggest-values";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function exchangesRoutes(kernel: Kernel): void {
  serve(kernel, contract.listExchanges, listExchanges);
  serve(kernel, contract.getExchangeHistogram, getExchangeHistogram);
  serve(kernel, contract.getExchangeFacets, getExchangeFacets);
  serve(kernel, contract.suggestValues, suggestValues);
}
