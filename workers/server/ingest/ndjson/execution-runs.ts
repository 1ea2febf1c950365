import { emptyText } from "#server/ingest/native/lexicon";
import type { Batch } from "#server/ingest/ndjson/batch";
import type { Line } from "#server/ingest/ndjson/execution-line";
import { wordOfStep } from "#server/ingest/ndjson/integer-lists";
import type { Run } from "#server/ingest/statistics";
import { addRun, scopes } from "#server/ingest/statistics";
import { statusNumbers } from "#server/ingest/tables/executions";

/** Counts the entry route, the routes entered on the way and every processor of an exchange. */
export function countRuns(batch: Batch, line: Line): void {
  const { steps } = line;
  const counted = { owner: batch.owner, endMs: (line.startUs + line.durationUs) / 1_000 };
  const add = (run: Pick<Run, "scope" | "route" | "node" | "durationUs">, status: number): void =>
    addRun(batch.sums, { ...counted, ...run, endMs: Math.min(counted.endMs, batch.window.latestMs), outcome: outcomeOf(status) });

  add({ scope: scopes.route, route: line.route, node: emptyText, durationUs: line.durationUs }, line.status);
  const routes = routePerStep(line);
  for (let step = 0; step < steps.count; step += 1) {
    const status = steps.status.length === 0 ? statusNumbers.completed : (steps.status.values[step] as number);
    const durationUs = steps.durations.values[step] as number;
    const entered = wordOfStep(steps.routes, step);
    if (entered !== undefined) add({ scope: scopes.route, route: entered, node: emptyText, durationUs }, status);
    add({ scope: scopes.node, route: routes[step] ?? line.route, node: steps.nodes.values[step] as number, durationUs }, status);
  }
}

/** The route each step stands in: that of its parent, or the one its parent entered. */
function routePerStep({ steps, route }: Line): number[] {
  const routes: number[] = [];
  for (let step = 0; step < steps.count; step += 1) {
    const parent = steps.parents.length === 0 ? -1 : (steps.parents.values[step] as number);
    const above = parent >= 0 && parent < step ? (wordOfStep(steps.routes, parent) ?? routes[parent]) : undefined;
    routes.push(above ?? route);
  }
  return routes;
}

function outcomeOf(status: number): Run["outcome"] {
  if (status === statusNumbers.failed || status === statusNumbers.abandoned) return "failed";
  return status === statusNumbers.handled ? "handled" : "completed";
}
