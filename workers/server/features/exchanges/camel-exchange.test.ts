import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "#schema/contract/endpoint";
import { getExchange, listExchangeLogs, listExchanges, listTraceSpans } from "#schema/contract/exchanges";
import type { Recording } from "#test/camel/recorded";
import { sendRecording } from "#test/camel/send-recording";
import { useTelemetryStore } from "#test/engines";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

useTelemetryStore();

type Detail = Answer<typeof getExchange>;

interface Case {
  readonly world: World;
  /** The exchange of that route. */
  detail(route: string): Promise<Detail>;
}

/** A server that has been sent the start of the application, which names its routes, and then one recorded case. */
async function recordedCase(set: Recording["set"], name: Recording["name"]): Promise<Case> {
  const world = await aWorld();
  await sendRecording(world, { set, name: "start-and-timer" });
  await sendRecording(world, { set, name });
  const viewer = world.as("viewer");
  return {
    world,
    detail: async (route) => {
      const { items } = await viewer.call(listExchanges, { query: { q: `route=${route}` } });
      const entry = items.find((item) => item.route === route);
      return viewer.call(getExchange, { params: { id: entry?.id ?? "" }, query: { at: entry?.startTime ?? "" } });
    },
  };
}

/** Kind and label of each step, indented by depth, with what is unusual about it. */
function outline({ steps }: Detail): string[] {
  const depthOf = (parent: number): number => (parent === -1 ? 0 : 1 + depthOf(steps[parent]?.parent ?? -1));
  return steps.map((step) => {
    const marks = [
      step.status === "completed" ? "" : step.status,
      step.iteration === -1 ? "" : `#${step.iteration}`,
      step.attempt === 0 ? "" : `attempt ${step.attempt}`,
    ];
    return [
      `${"  ".repeat(depthOf(step.parent))}${step.kind} ${step.label.replace(/localhost:\d+/, "localhost")}`,
      ...marks.filter((mark) => mark !== ""),
    ].join(" ");
  });
}

describe("an order that went well, traced processor by processor", () => {
  let order: Case;
  let detail: Detail;

  beforeAll(async () => {
    order = await recordedCase("processors", "completed");
    detail = await order.detail("orders-api");
  });

  it("shows every step in its place, hops and split items included", () => {
    expect(outline(detail)).toEqual([
      "unmarshal read-order",
      "log log-received",
      "wireTap tap-audit",
      "enrich add-total",
      "  split each-line",
      "    bean price-line #0",
      "    bean price-line #1",
      "    bean price-line #2",
      "to reserve-stock-hop",
      "  bean reserve",
      "choice express-or-standard",
      "  setHeader set-express",
      "enrich charge",
      "  setHeader setHeader1",
      "  setBody card-of-order",
      "  removeHeaders removeHeaders1",
      "  setHeader setHeader2",
      "  to call-gateway",
      "multicast announce-order",
      "  to to1 #0",
      "    filter has-email",
      "      log log2",
      "  to to2 #1",
      "setBody receipt",
    ]);
  });

  it("says in which route each step ran", () => {
    const routes = Object.fromEntries(detail.steps.map(({ label, route }) => [label, route]));
    expect(routes).toMatchObject({
      "add-total": "orders-api",
      "each-line": "price-order",
      reserve: "reserve-stock",
      "call-gateway": "charge-payment",
    });
  });

  it("keeps parents before children and times inside the exchange", () => {
    expect(detail.steps.every(({ index, parent }) => parent < index)).toBe(true);
    expect(detail.steps.every(({ offsetMicros, durationMicros }) => offsetMicros + durationMicros <= detail.durationMicros)).toBe(true);
  });

  it("links the exchanges that came out of it, each of which links back", async () => {
    expect(detail.children.map(({ route }) => route).sort()).toEqual(["audit-trail", "payment-gateway", "ship-order"]);
    const shipped = await order.detail("ship-order");
    expect([shipped.parent?.id, shipped.children, shipped.trace.exchanges.length]).toEqual([detail.id, [], 4]);
  });

  it("lists every span of the trace", async () => {
    const { items } = await order.world.as("viewer").call(listTraceSpans, { params: { traceId: detail.traceId } });
    expect([items.length, detail.trace.spanCount]).toEqual([44, 44]);
    expect(items.filter(({ parentSpanId }) => parentSpanId === "")).toMatchObject([{ name: "POST", app: "orders" }]);
  });

  it("has its log lines, and no others", async () => {
    const { items } = await order.world.as("viewer").call(listExchangeLogs, { params: { id: detail.id } });
    const audit = await order.detail("audit-trail");
    const audited = await order.world.as("viewer").call(listExchangeLogs, { params: { id: audit.id } });
    expect(items.length).toBeGreaterThan(0);
    expect(audited.items.length).toBeGreaterThan(0);
    expect(items.filter((line) => audited.items.some((other) => other.message === line.message && other.at === line.at))).toEqual([]);
  });
});

describe("an order whose payment was declined", () => {
  let processors: Detail;
  let hops: Detail;

  beforeAll(async () => {
    processors = await (await recordedCase("processors", "declined")).detail("orders-api");
    hops = await (await recordedCase("opentelemetry2", "declined")).detail("orders-api");
  });

  it("shows three attempts, the failing step and the cause", () => {
    expect(outline(processors).filter((line) => line.includes("call-gateway"))).toEqual([
      "  to call-gateway failed",
      "  to call-gateway failed attempt 1",
      "  to call-gateway failed attempt 2",
    ]);
    expect(processors).toMatchObject({ status: "failed", failedNode: "call-gateway", error: { node: "call-gateway", handled: false } });
    expect(processors.error?.message).toContain("statusCode: 402");
  });

  it("shows the hops where processors are not traced", () => {
    expect(outline(hops)).toEqual([
      "route price-order",
      "send seda://audit",
      "route reserve-stock",
      "route charge-payment failed",
      "  send http://localhost/payments failed",
      "  send http://localhost/payments failed attempt 1",
      "  send http://localhost/payments failed attempt 2",
    ]);
  });
});

describe("other endings", () => {
  let unpriced: Detail;
  let backOrder: Detail;
  let undeliverable: Detail;

  beforeAll(async () => {
    unpriced = await (await recordedCase("processors", "unpriced")).detail("orders-api");
    backOrder = await (await recordedCase("processors", "back-order")).detail("orders-api");
    undeliverable = await (await recordedCase("processors", "undeliverable")).detail("ship-order");
  });

  it("an item of a split that failed is found below it", () => {
    expect(outline(unpriced)).toContain("    bean price-line failed #1");
    expect(unpriced.error).toMatchObject({ node: "price-line", message: "No price for article SPOON-02" });
  });

  it("a failure that was caught is handled, and so is its step", () => {
    expect(outline(backOrder)).toContain("  bean reserve handled");
    expect(backOrder).toMatchObject({ status: "handled", error: { node: "reserve", handled: true } });
  });

  it("a message that ended as a dead letter shows its attempts and where it went", () => {
    expect(outline(undeliverable)).toEqual([
      "bean book-carrier handled",
      "bean book-carrier handled attempt 1",
      "bean book-carrier handled attempt 2",
      "route dead-letters",
      "  log log-dead-letter",
    ]);
  });
});
