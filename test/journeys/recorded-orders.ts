import type { Recording } from "#test/camel/recorded";
import { recordedAt } from "#test/camel/recorded";

import type { Product } from "./product.ts";

const names: Recording["name"][] = ["start-and-timer", "completed", "declined", "unpriced", "back-order", "undeliverable"];

/** Sends what a real Camel application once sent, as if it had happened in the last minutes; and one span that must be refused. */
export async function sendRecordedOrders(product: Product): Promise<void> {
  const startMs = Date.now() - names.length * 60_000;
  for (const [index, name] of names.entries()) {
    const { traces, logs } = await recordedAt({ set: "processors", name }, startMs + index * 60_000);
    await send(product, "/v1/logs", logs);
    await send(product, "/v1/traces", traces);
  }
  await send(
    product,
    "/v1/traces",
    JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: "00", spanId: "1", name: "broken" }] }] }] }),
  );
}

async function send(product: Product, path: string, body: string): Promise<void> {
  const authorization = `Bearer ${product.bootstrapToken}`;
  const answer = await fetch(`${product.url}${path}`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body,
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
}
