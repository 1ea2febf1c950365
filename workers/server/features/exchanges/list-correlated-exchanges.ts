import * as contract from "#schema/contract/correlation";
import type { CorrelatedRow } from "#server/features/exchanges/correlated-rows";
import { correlatedWith, keyCounts, keysStatement, ofTraces } from "#server/features/exchanges/correlated-rows";
import { businessKeyOf, onTimeline } from "#server/features/exchanges/correlation";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";
import { requireExchange } from "#server/features/exchanges/find-exchange";
import { traceOf } from "#server/features/exchanges/summary-row";
import type { Verb } from "#server/platform/call";
import type { TenantClickHouse } from "#server/platform/clickhouse";

const most = 200;
/** A key that more exchanges share says what kind they are, not that they belong together. */
const commonFrom = 100;
const mostTraces = 50;

export const listCorrelatedExchanges: Verb<typeof contract.listCorrelatedExchanges> = async (deps, { params, query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listCorrelatedExchanges.id, signal: ctx.request.signal });
  const row = await requireExchange(store, { id: params.id, at: query.at, nowMs: deps.clock.now() });
  const { telling, tooCommon } = await sortedKeys(store, row);
  const direct = await store.read(correlatedWith(row, telling, most + 1));
  const rows = [...direct, ...(await sharingTrace(store, row, direct))];
  return { ...onTimeline({ ...row, keys: telling }, rows.slice(0, most)), tooCommon, truncated: rows.length > most };
};

async function sortedKeys(store: TenantClickHouse, row: ExchangeRow) {
  const [{ keys } = { keys: [] }] = await store.read(keysStatement(row));
  const counts = keys.length === 0 ? [] : await store.read(keyCounts(row, keys));
  const common = counts.filter(({ n }) => n >= commonFrom);
  return {
    telling: keys.filter((key) => !common.some((one) => one.key === key)),
    tooCommon: common.map(({ key, n }) => ({ ...businessKeyOf(key), exchanges: n })),
  };
}

/** What shares a trace with those found, and was not found itself. */
async function sharingTrace(store: TenantClickHouse, row: ExchangeRow, found: readonly CorrelatedRow[]): Promise<readonly CorrelatedRow[]> {
  const others = found.map(({ trace }) => trace).filter((trace) => traceOf(trace) !== "" && trace !== row.trace);
  const traces = [...new Set(others)].slice(0, mostTraces);
  if (traces.length === 0 || found.length > most) return [];
  const known = new Set(found.map(({ execution_id }) => execution_id));
  return (await store.read(ofTraces(row, traces, most + 1))).filter(({ execution_id }) => !known.has(execution_id));
}
