import type { ExchangeRow } from "../queries/list-exchanges.ts";

/** A completed exchange that started so many seconds after a fixed instant; for tests. */
export function anExchangeRow(second: number, facts: Partial<ExchangeRow> = {}): ExchangeRow {
  return {
    id: `exc_${second.toString(16).padStart(32, "0")}`,
    exchangeId: `3F2A91C07D55E1B-${second.toString(16).padStart(16, "0")}`,
    traceId: "",
    app: "orders",
    environment: "production",
    instance: "orders-1",
    route: "order-in",
    fromUri: "jms:queue:orders",
    status: "completed",
    startTime: new Date(Date.UTC(2026, 10, 20) + second * 1_000).toISOString(),
    durationMicros: 48_211,
    failedNode: "",
    errorClass: "",
    errorMessage: "",
    redeliveries: 0,
    stepCount: 4,
    hasPayload: false,
    attributes: {},
    source: "agent",
    ...facts,
  };
}
