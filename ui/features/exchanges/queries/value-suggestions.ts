import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { suggestValues } from "#schema/contract/exchanges";
import { request } from "#ui/lib/api.ts";

interface Wanted {
  readonly field: string;
  readonly prefix: string;
  readonly from: string;
  readonly to: string;
}

export function valueSuggestionsQuery(wanted: Wanted) {
  return queryOptions({
    queryKey: ["value-suggestions", wanted],
    queryFn: ({ signal }) => request(suggestValues, { query: wanted }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
