import type { getExchange } from "#schema/contract/exchanges";
import type { Returned } from "#schema/contract/endpoint";
import type { Step } from "#server/features/exchanges/agent-steps";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";

type ExchangeError = Returned<typeof getExchange>["error"];

/** The failure that an exchange ended with or that was handled: as its row says, completed by the step where it happened. */
export function exchangeError(row: ExchangeRow, steps: readonly Step[]): ExchangeError {
  const step = failingStep(row, steps);
  if (row.error_class === "" && row.error_message === "" && (step === undefined || row.status !== "failed")) return null;
  return {
    node: failedNode(row, step),
    errorClass: row.error_class === "" ? (step?.error?.errorClass ?? "") : row.error_class,
    message: row.error_message === "" ? (step?.error?.message ?? "") : row.error_message,
    stack: step?.error?.stack ?? "",
    handled: row.status !== "failed",
  };
}

/** The row of an OpenTelemetry exchange knows only the spans that came in the same request; the steps are made of all that came. */
function failedNode(row: ExchangeRow, step: Step | undefined): string {
  const name = nameOf(step);
  return name !== "" && (row.source === "otlp" || row.failed_node === "") ? name : row.failed_node;
}

function nameOf(step: Step | undefined): string {
  if (step === undefined) return "";
  return step.node === "" ? step.uri : step.node;
}

/** The step with the row's message on the row's node, else the deepest failed step that ran last. */
function failingStep(row: ExchangeRow, steps: readonly Step[]): Step | undefined {
  const failed = steps.filter(({ error }) => error !== null);
  const enclosing = new Set(failed.map(({ parent }) => parent));
  const same = failed.findLast(({ node, error }) => node === row.failed_node && error?.message === row.error_message);
  return same ?? failed.findLast(({ index }) => !enclosing.has(index));
}
