import type { BatchHeader, ExecutionLine } from "#schema/protocol/v1/batch";
import { executionStatuses } from "#schema/protocol/v1/batch";
import type { AbandonedExchange } from "#server/platform/hubs";

const abandonedStatus = executionStatuses.indexOf("abandoned");

/**
 * The batch that a dead process can no longer send: its unfinished exchanges, abandoned when it was last heard of. Their version is the
 * lowest, so that a result that was still on its way wins. They are in no window: nobody knows how long they would have taken.
 */
export function abandonedBatch(exchanges: readonly [AbandonedExchange, ...AbandonedExchange[]]): string {
  const [first] = exchanges;
  const routes = [...new Set(exchanges.map((exchange) => exchange.route))];
  const t0 = Math.min(...exchanges.map((exchange) => exchange.startMicros));
  const sent = Math.max(...exchanges.map((exchange) => exchange.lastSeenMicros));
  const header: BatchHeader = {
    v: 1,
    agent: first.agentId,
    inst: first.instance,
    boot: 0,
    seq: 0,
    ch: "abandoned",
    t0,
    sent,
    app: first.app,
    env: first.environment,
    win: 1,
    D: routes,
  };
  const lines = exchanges.map((exchange): ExecutionLine => ({
    k: "x",
    id: exchange.executionId,
    v: 1,
    e: exchange.exchangeId,
    r: routes.indexOf(exchange.route),
    t: exchange.startMicros - t0,
    d: exchange.lastSeenMicros - exchange.startMicros,
    s: abandonedStatus,
    ...(exchange.traceId === "" ? {} : { tr: exchange.traceId }),
  }));
  return [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}
