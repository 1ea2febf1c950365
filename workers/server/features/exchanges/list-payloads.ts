import * as contract from "#schema/contract/exchanges";
import { Problem } from "#schema/problems";
import { executionIdOf, findExchange } from "#server/features/exchanges/find-exchange";
import type { PayloadRow } from "#server/features/exchanges/payload-rows";
import { payloadsOf } from "#server/features/exchanges/payload-rows";
import type { Verb } from "#server/platform/call";

export const listPayloads: Verb<typeof contract.listPayloads> = async (deps, { params, query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listPayloads.id, signal: ctx.request.signal });
  const rows = await store.read(payloadsOf(executionIdOf(params.id)));
  const known = rows.length > 0 || (await findExchange(store, { id: params.id, at: query.at, nowMs: deps.clock.now() })) !== undefined;
  if (!known) throw new Problem("not-found");
  return { items: rows.map(itemOf) };
};

function itemOf(row: PayloadRow) {
  const { body_type: bodyType, body_bytes: bodyBytes, body_truncated: cut, body_blob: blob, body_hash: _hash, ...same } = row;
  return { ...same, bodyType, bodyBytes, truncated: cut !== 0, blob: blob === "" ? null : blob };
}
