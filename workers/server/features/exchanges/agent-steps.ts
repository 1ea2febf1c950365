import { z } from "zod";
import type { step as stepSchema } from "#schema/contract/exchange-shapes";
import type { ExchangeStatus } from "#schema/contract/fields";
import { exchangeStatuses } from "#schema/contract/fields";
import { compileQuery } from "#server/features/exchanges/compile-query";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";
import { timeAround } from "#server/features/exchanges/find-exchange";
import type { Statement } from "#server/platform/clickhouse";
import { sql, uuid } from "#server/platform/clickhouse-sql";

export type Step = z.input<typeof stepSchema>;

/** What a route's graph tells of a node. */
export interface NodeFacts {
  readonly kind: string;
  readonly label: string;
}

const numbers = z.array(z.number());
const strings = z.array(z.string());
const perStep = z.record(z.string(), z.string());

const stepsRow = z.object({
  thread: z.string(),
  node: strings,
  offset_us: numbers,
  duration_us: numbers,
  parent: numbers,
  status: numbers,
  iteration: numbers,
  attempt: numbers,
  exchange: numbers,
  changed: numbers,
  exchange_ids: strings,
  branch: perStep,
  endpoint: perStep,
  entered_route: perStep,
  error_step: numbers,
  error_class: strings,
  error_message: strings,
  error_stack: strings,
});

export type StepsRow = z.output<typeof stepsRow>;

/** The steps of one exchange as an agent sent them. */
export function stepsStatement(row: ExchangeRow): Statement<StepsRow> {
  return {
    name: "steps",
    row: stepsRow,
    sql: sql`SELECT thread, node, offset_us, duration_us, parent, status, iteration, attempt, exchange, changed, exchange_ids, branch, endpoint,
        entered_route, error_step, error_class, error_message, error_stack
      FROM execution_steps WHERE ${compileQuery(null, timeAround(row, 1_000))} AND execution_id = ${uuid(row.execution_id)}
      ORDER BY version DESC LIMIT 1`,
  };
}

interface Entry {
  readonly route: string;
  readonly exchangeId: string;
}

/** Takes the parallel arrays apart. `nodes` maps a node's id to what its route's graph says of it. */
export function stepsOfAgent(row: StepsRow, entry: Entry, nodes: ReadonlyMap<string, NodeFacts>): Step[] {
  const routes: string[] = [];
  return row.node.map((node, index) => {
    const parent = row.parent[index] ?? -1;
    const route = parent === -1 ? entry.route : (row.entered_route[parent] ?? routes[parent] ?? entry.route);
    routes.push(route);
    const uri = row.endpoint[index] ?? "";
    const facts = nodes.get(node);
    return {
      index,
      parent,
      node,
      kind: facts?.kind ?? (uri === "" ? "step" : "send"),
      label: facts?.label ?? (uri === "" ? node : uri),
      route,
      uri,
      status: statusOf(row.status[index] ?? 1),
      offsetMicros: row.offset_us[index] ?? 0,
      durationMicros: row.duration_us[index] ?? 0,
      iteration: row.iteration[index] ?? -1,
      attempt: row.attempt[index] ?? 0,
      branch: row.branch[index] ?? "",
      exchangeId: row.exchange_ids[(row.exchange[index] ?? 0) - 1] ?? entry.exchangeId,
      thread: row.thread,
      changed: changesOf(row.changed[index] ?? 0),
      error: errorOfStep(row, index),
    };
  });
}

function statusOf(number: number): ExchangeStatus {
  return exchangeStatuses[number] ?? "completed";
}

const changeBits = [
  [1, "body"],
  [2, "headers"],
  [4, "properties"],
  [8, "variables"],
] as const;

function changesOf(bits: number): Step["changed"] {
  return changeBits.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
}

function errorOfStep(row: StepsRow, step: number): Step["error"] {
  const at = row.error_step.indexOf(step);
  if (at === -1) return null;
  return { errorClass: row.error_class[at] ?? "", message: row.error_message[at] ?? "", stack: row.error_stack[at] ?? "" };
}
