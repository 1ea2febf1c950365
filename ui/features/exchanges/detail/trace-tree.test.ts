import { describe, it } from "vitest";
import { instantMicros } from "./instant-micros.ts";
import type { TraceExchange, TraceNode, TraceSpan } from "./trace-tree.ts";
import { traceTree } from "./trace-tree.ts";

const at = (micros: number): string => `2026-11-20T12:00:00.${String(micros).padStart(6, "0")}Z`;

function aSpan(spanId: string, parentSpanId: string, facts: Partial<TraceSpan> = {}): TraceSpan {
  return {
    spanId,
    parentSpanId,
    app: "orders",
    name: spanId,
    kind: "INTERNAL",
    scope: "camel",
    status: "OK",
    statusMessage: "",
    startTime: at(0),
    durationMicros: 100,
    attributes: {},
    ...facts,
  };
}

function anExchange(id: string, facts: Partial<TraceExchange> = {}): TraceExchange {
  return { id, app: "orders", route: "order-in", status: "completed", startTime: at(0), durationMicros: 100, ...facts };
}

const outline = (nodes: readonly TraceNode[]): unknown[] =>
  nodes.map((node) => (node.children.length === 0 ? node.key : { [node.key]: outline(node.children) }));

describe("traceTree", () => {
  it("nests spans under their parents, in order of start", ({ expect }) => {
    const spans = [aSpan("a", ""), aSpan("late", "a", { startTime: at(50) }), aSpan("early", "a", { startTime: at(10) })];
    expect(outline(traceTree(spans, []))).toEqual([{ a: ["early", "late"] }]);
  });

  it("keeps spans whose parent never arrived", ({ expect }) => {
    expect(outline(traceTree([aSpan("a", "gone")], []))).toEqual(["a"]);
  });

  it("measures from the start of the trace", ({ expect }) => {
    const nodes = traceTree([aSpan("a", "", { startTime: at(500) })], [anExchange("x", { app: "web", startTime: at(200) })]);
    expect(nodes.map((node) => [node.key, node.offsetMicros])).toEqual([
      ["x", 0],
      ["a", 300],
    ]);
  });

  it("puts an exchange on the span it was made of", ({ expect }) => {
    const nodes = traceTree([aSpan("a", "")], [anExchange("x")]);
    expect(nodes).toMatchObject([{ kind: "span", key: "a", exchange: { id: "x" } }]);
  });

  it("gives an exchange of an agent, which has no span, a row of its own", ({ expect }) => {
    expect(outline(traceTree([aSpan("a", "")], [anExchange("x", { durationMicros: 7 })]))).toEqual(["a", "x"]);
  });
});

describe("instantMicros", () => {
  it("keeps microseconds, whatever the number of digits", ({ expect }) => {
    const second = Date.UTC(2026, 10, 20, 12) * 1_000;
    expect(["2026-11-20T12:00:00Z", "2026-11-20T12:00:00.5Z", "2026-11-20T13:00:00.123456+01:00"].map(instantMicros)).toEqual([
      second,
      second + 500_000,
      second + 123_456,
    ]);
  });
});
