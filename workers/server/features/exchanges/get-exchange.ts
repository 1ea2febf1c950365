import * as contract from "#schema/contract/exchanges";
import type { Returned } from "#schema/contract/endpoint";
import { idFromUuid, uuidFromId } from "#schema/ids";
import { Problem } from "#schema/problems";
import { readDetail } from "#server/features/exchanges/exchange-detail";
import type { ExchangeDetail } from "#server/features/exchanges/exchange-detail";
import { exchangeError } from "#server/features/exchanges/exchange-error";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";
import { findExchange, noUuid } from "#server/features/exchanges/find-exchange";
import { listRunning, runningSummary } from "#server/features/exchanges/running";
import { summaryOf } from "#server/features/exchanges/summary-row";
import type { Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

type Detail = Returned<typeof contract.getExchange>;

export const getExchange: Verb<typeof contract.getExchange> = async (deps, { params, query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.getExchange.id, signal: ctx.request.signal });
  const row = await findExchange(store, { id: params.id, at: query.at, nowMs: deps.clock.now() });
  return row === undefined ? runningDetail(deps, params.id) : detailOf(row, await readDetail(deps, store, row));
};

function detailOf(row: ExchangeRow, { steps, relatives, spanCount }: ExchangeDetail): Detail {
  return {
    ...summaryOf(row),
    stepCount: steps.length + row.dropped_steps,
    graphHash: row.graph_hash,
    droppedSteps: row.dropped_steps,
    captureLevel: row.capture_level,
    steps,
    error: exchangeError(row, steps),
    parent: relatives.parent,
    children: relatives.children,
    trace: { exchanges: relatives.trace, spanCount },
    replayOf: row.replay_of === noUuid ? null : idFromUuid("exchange", row.replay_of),
  };
}

/** An exchange that has not ended has no row yet; the hub knows that it runs. */
async function runningDetail(deps: Deps, id: string): Promise<Detail> {
  const executionId = uuidFromId("exchange", id);
  const running = (await listRunning(deps.hubs)).find((exchange) => exchange.executionId === executionId);
  if (running === undefined) throw new Problem("not-found");
  return {
    ...runningSummary(running, deps.clock.now() * 1_000),
    graphHash: "",
    droppedSteps: 0,
    captureLevel: 0,
    steps: [],
    error: null,
    parent: null,
    children: [],
    trace: { exchanges: [], spanCount: 0 },
    replayOf: null,
  };
}
