import type { Step, StepsRow } from "#server/features/exchanges/agent-steps";
import { stepsOfAgent, stepsStatement } from "#server/features/exchanges/agent-steps";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";
import { timeAround } from "#server/features/exchanges/find-exchange";
import type { Relatives } from "#server/features/exchanges/relatives";
import { relativesOf, relativesStatement } from "#server/features/exchanges/relatives";
import { routeNodes } from "#server/features/exchanges/route-nodes";
import { stepsOfSpans } from "#server/features/exchanges/span-steps";
import { traceOf } from "#server/features/exchanges/summary-row";
import type { TraceSpan } from "#server/features/exchanges/trace-spans";
import { spanCount, spanLimit, traceSpans } from "#server/features/exchanges/trace-spans";
import type { TenantClickHouse } from "#server/platform/clickhouse";
import type { Deps } from "#server/platform/deps";

export interface ExchangeDetail {
  readonly steps: Step[];
  /** Span ids and Camel ids of the exchange and its copies: what its log lines carry. */
  readonly spanIds: readonly string[];
  readonly exchangeIds: readonly string[];
  readonly relatives: Relatives;
  readonly spanCount: number;
}

/** How far the rest of a trace may lie from one of its exchanges. */
const traceSlackMicros = 3_600e6;

/** What belongs to an exchange besides its row. Steps of OpenTelemetry exchanges are put together here, from the spans of the trace. */
export async function readDetail(deps: Deps, store: TenantClickHouse, row: ExchangeRow): Promise<ExchangeDetail> {
  const range = timeAround(row, traceSlackMicros);
  const trace = traceOf(row.trace);
  const [stepRows, spans, relatives] = await Promise.all([
    row.source === "otlp" ? [] : store.read(stepsStatement(row)),
    trace === "" ? [] : store.read(traceSpans(trace, range)),
    store.read(relativesStatement(row, range)),
  ]);
  const counted = spans.length < spanLimit ? [] : await store.read(spanCount(trace, range));
  const own = await ownSteps(deps, row, { stepRows, spans });
  return {
    ...own,
    exchangeIds: [...new Set([row.exchange_id, ...own.steps.map(({ exchangeId }) => exchangeId)])].filter((id) => id !== ""),
    relatives: relativesOf(row, relatives, spans),
    spanCount: counted[0]?.n ?? spans.length,
  };
}

interface Read {
  readonly stepRows: readonly StepsRow[];
  readonly spans: readonly TraceSpan[];
}

async function ownSteps(deps: Deps, row: ExchangeRow, { stepRows, spans }: Read): Promise<Pick<ExchangeDetail, "steps" | "spanIds">> {
  const [arrays] = stepRows;
  if (arrays !== undefined) {
    const nodes = await routeNodes(deps, row, arrays);
    return { steps: stepsOfAgent(arrays, { route: row.route, exchangeId: row.exchange_id }, nodes), spanIds: [row.span] };
  }
  const root = spans.find(({ spanId }) => spanId === row.span);
  return root === undefined || row.source !== "otlp" ? { steps: [], spanIds: [row.span] } : stepsOfSpans(spans, root);
}
