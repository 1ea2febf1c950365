import type {
  AggregateNode,
  Branch,
  BreakerNode,
  ChoiceNode,
  DirectNode,
  Fault,
  GateNode,
  HopsNode,
  Latency,
  MulticastNode,
  PlainNode,
  RepeatNode,
  RouteNode,
  SendNode,
  ThreadsNode,
  TryNode,
} from "./route-model.ts";

/** Short words to write routes with, as the Java DSL has them. */

const quick: Latency = { us: 40, spread: 0.5 };
export const takes = (us: number, spread = 0.5): Latency => ({ us, spread });

type Fails = { readonly fails?: { readonly fault: Fault; readonly chance: number } };

export const log = (id: string, label: string): PlainNode => ({ kind: "log", id, label, takes: takes(25) });
export const setHeader = (id: string, label: string): PlainNode => ({ kind: "setHeader", id, label, takes: takes(12), changes: 2 });
export const transform = (id: string, label: string): PlainNode => ({ kind: "transform", id, label, takes: takes(180), changes: 1 });
export const unmarshal = (id: string, label: string, more: Fails = {}): PlainNode => ({
  kind: "unmarshal",
  id,
  label,
  takes: takes(220),
  changes: 1,
  ...more,
});
export const bean = (id: string, label: string, more: Partial<PlainNode> = {}): PlainNode => ({
  kind: "bean",
  id,
  label,
  takes: takes(600),
  ...more,
});
export const validate = (id: string, label: string, more: Fails): PlainNode => ({ kind: "validate", id, label, takes: takes(90), ...more });
export const delay = (id: string, latency: Latency): PlainNode => ({ kind: "delay", id, label: "delay", takes: latency });

export const to = (id: string, uri: string, more: Partial<SendNode> = {}): SendNode => ({
  kind: "to",
  id,
  uri,
  takes: takes(4_000),
  ...more,
});
export const toD = (id: string, uri: string, more: Partial<SendNode> = {}): SendNode => ({ ...to(id, uri, more), kind: "toD" });
export const enrich = (id: string, uri: string, more: Partial<SendNode> = {}): SendNode => ({ ...to(id, uri, more), kind: "enrich" });
export const wireTap = (id: string, uri: string, reaches: { app: string; route: string }): SendNode => ({
  kind: "wireTap",
  id,
  uri,
  takes: quick,
  reaches: { ...reaches, how: "async" },
});
export const direct = (id: string, route: string): DirectNode => ({ kind: "direct", id, route, takes: takes(10) });

export const when = (id: string, condition: string, [weight, ...nodes]: [number, ...RouteNode[]]): Branch => ({
  id,
  when: condition,
  weight,
  nodes,
});
export const otherwise = (id: string, weight: number, nodes: readonly RouteNode[]): NonNullable<ChoiceNode["otherwise"]> => ({
  id,
  weight,
  nodes,
});
export const choice = (id: string, branches: readonly Branch[], last?: ChoiceNode["otherwise"]): ChoiceNode => ({
  kind: "choice",
  id,
  branches,
  takes: quick,
  ...(last === undefined ? {} : { otherwise: last }),
});

type Repeat = Pick<RepeatNode, "label" | "times" | "nodes"> & { readonly parallel?: boolean };
export const split = (id: string, { parallel = false, ...rest }: Repeat): RepeatNode => ({
  kind: "split",
  id,
  takes: quick,
  parallel,
  ...rest,
});
export const loop = (id: string, rest: Repeat): RepeatNode => ({ kind: "loop", id, takes: quick, ...rest, parallel: false });
export const multicast = (id: string, parallel: boolean, branches: readonly (readonly RouteNode[])[]): MulticastNode => ({
  kind: "multicast",
  id,
  takes: quick,
  parallel,
  branches,
});
export const hops = (kind: HopsNode["kind"], id: string, rest: Pick<HopsNode, "label" | "uris" | "hops">): HopsNode => ({
  kind,
  id,
  takes: takes(3_000),
  ...rest,
});
export const filter = (id: string, rest: Pick<GateNode, "label" | "passes" | "nodes">): GateNode => ({
  kind: "filter",
  id,
  takes: quick,
  ...rest,
});
export const idempotent = (id: string, rest: Pick<GateNode, "label" | "passes" | "nodes">): GateNode => ({
  kind: "idempotentConsumer",
  id,
  takes: takes(350),
  ...rest,
});
export const doTry = (
  id: string,
  rest: Pick<TryNode, "nodes" | "catches"> & { readonly finally?: NonNullable<TryNode["finally"]> },
): TryNode => ({
  kind: "doTry",
  id,
  takes: quick,
  ...rest,
});
export const circuitBreaker = (id: string, rest: Pick<BreakerNode, "opens" | "nodes" | "fallback">): BreakerNode => ({
  kind: "circuitBreaker",
  id,
  takes: quick,
  ...rest,
});
export const aggregate = (id: string, rest: Pick<AggregateNode, "label" | "size" | "nodes">): AggregateNode => ({
  kind: "aggregate",
  id,
  takes: takes(120),
  ...rest,
});
export const threads = (id: string): ThreadsNode => ({ kind: "threads", id, takes: takes(80, 1) });
export const stop = (id: string): ThreadsNode => ({ kind: "stop", id, takes: takes(5) });
