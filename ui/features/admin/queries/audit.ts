import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { exportAudit, listAudit, verifyAudit } from "#schema/contract/audit";
import type { AuditSearch } from "#ui/features/admin/search.ts";
import { request } from "#ui/lib/api.ts";

export type AuditEntry = Answer<typeof listAudit>["items"][number];
export type AuditVerdict = Answer<typeof verifyAudit>;

/** The filters as the server takes them; what is not set is left out. */
function filtersOf({ find, since, action, actor, target, outcome }: AuditSearch) {
  return {
    ...(find && { q: find }),
    ...(action && { action }),
    ...(actor && { actor }),
    ...(target && { target }),
    ...(outcome && { outcome }),
    ...(since && { from: `now-${since}` }),
  };
}

export function auditQuery(search: AuditSearch) {
  const filters = filtersOf(search);
  return infiniteQueryOptions({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam, signal }) =>
      request(listAudit, { query: { limit: 100, ...filters, ...(pageParam !== null && { cursor: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Where the browser downloads the entries that match. */
export function exportAddress(search: AuditSearch): string {
  const query = new URLSearchParams(filtersOf(search)).toString();
  return query === "" ? exportAudit.path : `${exportAudit.path}?${query}`;
}

export function verifyChain(): Promise<AuditVerdict> {
  return request(verifyAudit, {});
}
