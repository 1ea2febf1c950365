import { generateBatch } from "#test/fleet/generate-batch";

/** Bodies of one size. Each call gives one that was not sent before, or the store would take it for a retry. */
export interface Batches {
  readonly rows: number;
  next(): Uint8Array<ArrayBuffer>;
}

/** Executions of the demo's orders app, whose agent sends its own statistics windows. */
export function batches(rows: number): Batches {
  const { text } = generateBatch(1, { executions: rows, windows: true, logs: false, capture: 0 });
  const [header = "{}", ...lines] = text.split("\n");
  const body = `\n${lines.filter((line) => line.startsWith('{"k":"x"')).join("\n")}`;
  const fields = JSON.parse(header) as Record<string, unknown>;
  let seq = 0;
  return {
    rows: body.split("\n").length - 1,
    next: () => {
      seq += 1;
      return new Uint8Array(Buffer.from(JSON.stringify({ ...fields, seq }) + body));
    },
  };
}
