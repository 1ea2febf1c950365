import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listAudit } from "#schema/contract/audit";
import { request } from "#ui/lib/api.ts";

export type AuditEntry = Answer<typeof listAudit>["items"][number];

interface Filters {
  readonly action: string | undefined;
  readonly actor: string | undefined;
}

export function auditQuery({ action, actor }: Filters) {
  return infiniteQueryOptions({
    queryKey: ["audit", action, actor],
    queryFn: ({ pageParam, signal }) =>
      request(
        listAudit,
        { query: { limit: 100, ...(action && { action }), ...(actor && { actor }), ...(pageParam !== null && { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
