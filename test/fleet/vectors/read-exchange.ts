import type { BatchHeader, Dict, ExecutionLine, PerStep } from "#schema/protocol/v1/batch";
import type { ExpectedError, ExpectedExchange, ExpectedStep } from "./expected-exchange.ts";
import { fullExchangeId, statusName } from "./expected-exchange.ts";

/** Reads every exchange of a batch by the letter of PROTOCOL.md: short and slow, to check quick readers against. */
export function readExchanges(ndjson: string): readonly ExpectedExchange[] {
  const [first = "", ...rest] = ndjson.trimEnd().split("\n");
  const header = JSON.parse(first) as BatchHeader;
  const lines = rest.map((line) => JSON.parse(line) as ExecutionLine);
  return lines.filter((line) => line.k === "x").map((line) => readExchange(header, line));
}

function readExchange(header: BatchHeader, line: ExecutionLine): ExpectedExchange {
  const word = wordOf(header);
  const [id = "", step = "", app = "", ...route] = line.p?.split(":") ?? [];
  return {
    id: line.id,
    exchangeId: line.e,
    route: word(line.r),
    fromUri: word(line.f),
    graph: line.g ?? "",
    startMicros: header.t0 + line.t,
    durationMicros: line.d,
    status: statusName(line.s),
    traceId: line.tr ?? "",
    spanId: line.sp ?? "",
    parent: line.p === undefined ? null : { id, step: Number(step), app, route: route.join(":") },
    links: line.links ?? [],
    correlation: line.c ?? [],
    attributes: line.a ?? {},
    thread: word(line.th),
    redeliveries: line.rd ?? 0,
    steps: readSteps(header, line),
    errors: (line.err ?? []).map(
      (error): ExpectedError => ({
        step: error.s,
        errorClass: word(error.c),
        message: error.m ?? "",
        stack: error.stk ?? "",
        handled: error.hd === 1,
        deadLetter: word(error.dl),
      }),
    ),
  };
}

const wordOf =
  ({ D }: BatchHeader) =>
  (index: Dict | undefined): string =>
    index === undefined ? "" : (D[index] ?? `unknown ${index}`);

function readSteps(header: BatchHeader, line: ExecutionLine): readonly ExpectedStep[] {
  const word = wordOf(header);
  const at = (values: PerStep | undefined, step: number, byDefault: number): number =>
    typeof values === "number" ? values : (values?.[step] ?? byDefault);
  let offsetMicros = 0;
  return (line.n ?? []).map((node, step): ExpectedStep => {
    offsetMicros += line.o?.[step] ?? 0;
    return {
      node: word(node),
      offsetMicros,
      durationMicros: line.u?.[step] ?? 0,
      parent: at(line.pa, step, -1),
      status: statusName(at(line.st, step, 1)),
      iteration: at(line.i, step, -1),
      attempt: at(line.at, step, 0),
      exchangeId: fullExchangeId(line.e, line.x?.[at(line.xs, step, 0) - 1]),
      changed: at(line.ch, step, 0),
      branch: word(line.b?.[step]),
      endpoint: word(line.ep?.[step]),
      enteredRoute: word(line.rt?.[step]),
    };
  });
}
