import * as contract from "#schema/contract/lineage";
import { readDetail } from "#server/features/exchanges/exchange-detail";
import { requireExchange } from "#server/features/exchanges/find-exchange";
import { lineageOf } from "#server/features/exchanges/lineage";
import { inOrderTaken } from "#server/features/exchanges/message-order";
import { payloadsOf } from "#server/features/exchanges/payload-rows";
import { wholeMessages } from "#server/features/exchanges/whole-messages";
import type { Verb } from "#server/platform/call";

export const getExchangeLineage: Verb<typeof contract.getExchangeLineage> = async (deps, { params, query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.getExchangeLineage.id, signal: ctx.request.signal });
  const exchange = await requireExchange(store, { id: params.id, at: query.at, nowMs: deps.clock.now() });
  const rows = await store.read(payloadsOf(exchange.execution_id));
  if (rows.length < 2) return { items: [], snapshots: rows.length };
  const { steps } = await readDetail(deps, store, exchange);
  return { items: lineageOf(wholeMessages(inOrderTaken(rows, steps))), snapshots: rows.length };
};
