import { queryOptions } from "@tanstack/react-query";
import { listTraceSpans } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";

export function traceSpansQuery(traceId: string, at: string) {
  return queryOptions({
    queryKey: ["trace-spans", traceId],
    queryFn: ({ signal }) => request(listTraceSpans, { params: { traceId }, query: { at } }, signal),
    staleTime: 60_000,
  });
}
