import type { Extent } from "#bench/query/dataset";
import { rowId, tenants } from "#bench/query/dataset";

/** The searches people make, as paths of the API. A row in the middle of the tenant's stands for the one that is looked for. */
export function productQueries(extent: Extent): Readonly<Record<string, string>> {
  const list = "/api/v1/exchanges";
  const middle = Math.floor(extent.rows / (2 * tenants)) * tenants;
  return {
    "newest-of-app-1h": `${list}?app=app-3&from=now-1h`,
    "newest-of-app-24h": `${list}?app=app-3`,
    "newest-of-tenant-24h": list,
    "failed-24h": `${list}?status=failed`,
    "error-text-24h": `${list}?error=timed`,
    "slow-24h": `${list}?q=duration%3E495ms`,
    "by-exchange-id": `${list}?exchangeId=ID-${middle}`,
    "by-business-key": `${list}?businessKey=orderId%3D${middle}`,
    detail: `${list}/${rowId(middle, extent)}`,
    "histogram-24h": `${list}/histogram`,
    "facets-24h": `${list}/facets`,
    "histogram-of-app-24h": `${list}/histogram?app=app-3`,
    "facets-of-app-24h": `${list}/facets?app=app-3`,
  };
}
