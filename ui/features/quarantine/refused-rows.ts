import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listQuarantine } from "#schema/contract/ingest";
import { request } from "#ui/lib/api.ts";

type Page = Answer<typeof listQuarantine>;
export type RefusedRow = Page["items"][number];
export type Reason = Page["reasons"][number];

interface Scope {
  readonly from: string;
  readonly to: string;
  readonly source: string | undefined;
}

export function refusedRowsQuery({ from, to, source }: Scope) {
  return infiniteQueryOptions({
    queryKey: ["quarantine", from, to, source],
    queryFn: ({ pageParam, signal }) =>
      request(
        listQuarantine,
        { query: { from, to, limit: 100, ...(source !== undefined && { source }), ...(pageParam !== null && { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
