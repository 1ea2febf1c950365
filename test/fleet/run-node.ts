import { fillIn } from "./messages.ts";
import type { Step } from "./recording.ts";
import { status } from "./recording.ts";
import type {
  AggregateNode,
  BreakerNode,
  ChoiceNode,
  DirectNode,
  ErrorHandling,
  Fault,
  GateNode,
  HopsNode,
  MulticastNode,
  PlainNode,
  RepeatNode,
  RouteNode,
  SendNode,
  TryNode,
} from "./route-model.ts";
import type { End, Failure, Frame } from "./run.ts";
import { beginStep, endStep, failStep, isFailure, markHandled, micros, newSubExchange, spawn } from "./run.ts";

/** Runs the nodes of a route under its own error handling. */
export function runBody(frame: Frame, nodes: readonly RouteNode[]): End {
  const end = runNodes(frame, nodes);
  if (!isFailure(end)) return end;
  return handleFailure(frame, end, frame.route.errors);
}

function runNodes(frame: Frame, nodes: readonly RouteNode[]): End {
  let end: End = "done";
  for (const node of nodes) {
    end = runNode(frame, node);
    if (end === "stopped" || isFailure(end)) return end;
  }
  return end;
}

function handleFailure(frame: Frame, failure: Failure, errors: ErrorHandling): End {
  const { run } = frame;
  const recorded = run.recording.errors.find((error) => error.step === failure.step);
  const matching = errors.onExceptions.find((block) => block.errorClass === failure.fault.errorClass);
  if (matching !== undefined) {
    const step = beginStep(frame, { id: matching.id, kind: "onException" });
    runNodes({ ...frame, parent: step, guarded: true }, matching.nodes);
    endStep(run, step);
    if (!matching.handled) return failure;
  } else if (errors.deadLetter !== undefined) {
    const step = beginStep(frame, { id: "deadLetter1", kind: "deadLetterChannel" });
    step.endpoint = errors.deadLetter;
    run.now += micros(run.shop.random, { us: 1_500, spread: 0.4 });
    endStep(run, step);
    if (recorded !== undefined) recorded.deadLetter = errors.deadLetter;
  } else {
    return failure;
  }
  markHandled(run, failure);
  return "done";
}

/** Runs one node the way Camel does and records its steps. */
function runNode(frame: Frame, node: RouteNode): End {
  switch (node.kind) {
    case "choice":
      return around(frame, node, (inner, step) => runChoice(inner, step, node));
    case "split":
    case "loop":
      return around(frame, node, (inner) => runRepeat(inner, node));
    case "multicast":
      return around(frame, node, (inner) => runMulticast(inner, node));
    case "recipientList":
    case "dynamicRouter":
    case "routingSlip":
      return around(frame, node, (inner) => runHops(inner, node));
    case "filter":
    case "idempotentConsumer":
      return around(frame, node, (inner, step) => runGate(inner, step, node));
    case "doTry":
      return around(frame, node, (inner) => runTry(inner, node));
    case "circuitBreaker":
      return around(frame, node, (inner, step) => runBreaker(inner, step, node));
    case "aggregate":
      return around(frame, node, (inner, step) => runAggregate(inner, step, node));
    case "direct":
      return around(frame, node, (inner, step) => runDirect(inner, step, node));
    case "stop":
      return around(frame, node, () => "stopped");
    case "threads":
      return around(frame, node, () => "done");
    default:
      return runLeaf(frame, node);
  }
}

/** A step with steps inside. */
function around(frame: Frame, node: RouteNode, inside: (inner: Frame, step: Step) => End): End {
  const { run } = frame;
  const step = beginStep(frame, node);
  run.now += micros(run.shop.random, node.takes);
  const end = inside({ ...frame, parent: step }, step);
  endStep(run, step);
  if (isFailure(end) && step.status === status.completed) {
    step.status = status.failed;
    end.through.push(step);
  }
  return end;
}

function runChoice(inner: Frame, step: Step, node: ChoiceNode): End {
  const branches = node.otherwise === undefined ? node.branches : [...node.branches, node.otherwise];
  const taken = inner.run.shop.random.weighted(
    branches.map((branch) => [branch, branch.weight] as const),
    branches[0],
  );
  if (taken === undefined) return "done";
  step.branch = taken === node.otherwise ? "otherwise" : taken.id;
  return runNodes(inner, taken.nodes);
}

function runRepeat(inner: Frame, node: RepeatNode): End {
  const { run } = inner;
  const times = run.shop.random.int(...node.times);
  const turns = Array.from({ length: times }, (_, iteration) => () => {
    const exchange = node.kind === "split" ? newSubExchange(run) : inner.exchange;
    return runNodes({ ...inner, iteration, exchange }, node.nodes);
  });
  return inTurn(inner, turns, node.parallel);
}

function runMulticast(inner: Frame, node: MulticastNode): End {
  const turns = node.branches.map(
    (nodes, iteration) => () => runNodes({ ...inner, iteration, exchange: newSubExchange(inner.run) }, nodes),
  );
  return inTurn(inner, turns, node.parallel);
}

/** One after the other, or all from the same instant on; the first failure is the outcome. */
function inTurn({ run }: Frame, turns: readonly (() => End)[], parallel: boolean): End {
  const started = run.now;
  let latest = started;
  let outcome: End = "done";
  for (const turn of turns) {
    if (parallel) run.now = started;
    const end = turn();
    latest = Math.max(latest, run.now);
    if (isFailure(end) && outcome === "done") outcome = end;
    if (isFailure(end) && !parallel) break;
  }
  run.now = latest;
  return outcome;
}

function runHops(inner: Frame, node: HopsNode): End {
  const { run } = inner;
  const count = run.shop.random.int(...node.hops);
  for (const [index, uri] of node.uris.slice(0, count).entries()) {
    const fanned = node.kind === "recipientList" ? { iteration: index, exchange: newSubExchange(run) } : {};
    const step = beginStep({ ...inner, ...fanned }, node);
    step.endpoint = uri;
    run.now += micros(run.shop.random, node.takes);
    endStep(run, step);
  }
  return "done";
}

function runGate(inner: Frame, step: Step, node: GateNode): End {
  if (inner.run.shop.random.chance(node.passes)) return runNodes(inner, node.nodes);
  step.status = status.filtered;
  return "filtered";
}

function runTry(inner: Frame, node: TryNode): End {
  const { run } = inner;
  let end = runNodes({ ...inner, guarded: true }, node.nodes);
  const failure = isFailure(end) ? end : undefined;
  const matching = node.catches.find((one) => one.errorClass === failure?.fault.errorClass);
  if (failure !== undefined && matching !== undefined) {
    const step = beginStep(inner, { id: matching.id, kind: "doCatch" });
    markHandled(run, failure);
    end = runNodes({ ...inner, parent: step }, matching.nodes);
    endStep(run, step);
  }
  if (node.finally !== undefined) {
    const step = beginStep(inner, { id: node.finally.id, kind: "doFinally" });
    runNodes({ ...inner, parent: step }, node.finally.nodes);
    endStep(run, step);
  }
  return end;
}

function runBreaker(inner: Frame, step: Step, node: BreakerNode): End {
  const open = inner.run.shop.random.chance(node.opens);
  const end = open ? "done" : runNodes({ ...inner, guarded: true }, node.nodes);
  if (!open && !isFailure(end)) return end;
  if (isFailure(end)) markHandled(inner.run, end);
  step.branch = "fallback";
  return runNodes(inner, node.fallback.nodes);
}

function runAggregate(inner: Frame, step: Step, node: AggregateNode): End {
  const { run } = inner;
  const { recording, start, shop } = run;
  step.branch = "aggregated";
  const key = `${recording.app}/${node.id}`;
  const gathered = [...(shop.gathered.get(key) ?? []), recording.id];
  const complete = gathered.length >= node.size;
  shop.gathered.set(key, complete ? [] : gathered);
  if (!complete) return "done";
  const at = recording.startMicros + run.now;
  run.spawned.push(
    ...run.begin({
      app: start.app,
      route: inner.route,
      message: start.message,
      startMicros: at,
      links: gathered.slice(0, 100),
      nodes: node.nodes,
    }),
  );
  return "done";
}

function runDirect(inner: Frame, step: Step, node: DirectNode): End {
  const { route } = inner.run.shop.routeOf(inner.run.recording.app, node.route);
  step.enteredRoute = route.id;
  return runBody({ ...inner, route }, route.nodes);
}

/** A node without steps inside: tried again by the error handler of its route when it fails. */
function runLeaf(frame: Frame, node: PlainNode | SendNode): End {
  const { run, route } = frame;
  const redeliveries = frame.guarded ? 0 : route.errors.redeliveries;
  for (let attempt = 0; ; attempt++) {
    const step = beginStep(frame, node, attempt);
    if ("uri" in node) step.endpoint = node.uri;
    if ("changes" in node) step.changed = node.changes ?? 0;
    const fault = act(frame, node, step);
    endStep(run, step);
    if (fault === undefined) return "done";
    const failure = failStep(run, step, fault);
    if (attempt >= redeliveries || run.shop.random.chance(0.15)) {
      logFailure(frame, failure.text, fault);
      return failure;
    }
    step.status = status.handled;
    run.recording.errors.pop();
    run.recording.redeliveries++;
    run.now += micros(run.shop.random, route.errors.delay);
  }
}

/** Does what the node does, lets the time pass, and answers with what went wrong. */
function act(frame: Frame, node: PlainNode | SendNode, step: Step): Fault | undefined {
  const { run } = frame;
  const { random } = run.shop;
  const fails = node.fails !== undefined && random.chance(step.attempt === 0 ? node.fails.chance : 0.5) ? node.fails.fault : undefined;
  if (fails !== undefined) {
    run.now += micros(random, fails.after);
    return fails;
  }
  run.now += micros(random, node.takes);
  if (node.kind === "log") logLine(frame, node);
  return "uri" in node && node.reaches !== undefined ? reach(frame, node, step) : undefined;
}

function reach({ run }: Frame, node: SendNode, step: Step): Fault | undefined {
  if (node.reaches === undefined) return undefined;
  const { random, routeOf } = run.shop;
  const target = routeOf(node.reaches.app, node.reaches.route);
  const wire = random.int(200, node.reaches.how === "sync" ? 900 : 6_000);
  const child = spawn(run, step, { ...target, startMicros: run.recording.startMicros + run.now + wire });
  if (node.reaches.how === "async") return undefined;
  run.now += child.durationMicros + 2 * wire;
  if (child.status !== status.failed) return undefined;
  return {
    errorClass: "org.apache.camel.http.base.HttpOperationFailedException",
    message: `HTTP operation failed invoking ${node.uri} with statusCode: 500`,
    after: { us: 1, spread: 0 },
    stack: ["org.apache.camel.component.http.HttpProducer.populateHttpOperationFailedException(HttpProducer.java:487)"],
  };
}

function logLine({ run, route }: Frame, node: PlainNode): void {
  const message = fillIn(node.label.slice(4, -1), run.start.message);
  run.recording.logs.push({ atMicros: run.recording.startMicros + run.now, severity: 9, logger: route.id, message, node: node.id });
}

function logFailure({ run }: Frame, text: string, fault: Fault): void {
  const { recording } = run;
  const stack = recording.errors.at(-1)?.stack;
  recording.logs.push({
    atMicros: recording.startMicros + run.now,
    severity: 17,
    logger: "org.apache.camel.processor.errorhandler.DefaultErrorHandler",
    message: `Failed delivery for (ExchangeId: ${recording.exchangeId}). Exhausted after delivery attempt: ${recording.redeliveries + 1} caught: ${fault.errorClass}: ${text}`,
    ...(stack === undefined ? {} : { stack }),
  });
}
