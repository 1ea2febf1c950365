import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A case of `fixtures/<set>`; the sets with OTLP/JSON are `opentelemetry2` and `processors`. */
export interface Recording {
  set: "opentelemetry2" | "processors";
  name: "start-and-timer" | "completed" | "declined" | "unpriced" | "back-order" | "undeliverable";
}

/** The traces and logs of a recorded case as OTLP/JSON request bodies, moved in time so that the first span starts at `startMs`. */
export async function recordedAt(recording: Recording, startMs: number): Promise<{ traces: string; logs: string }> {
  const path = join(import.meta.dirname, "fixtures", recording.set, recording.name);
  const traces = await readFile(`${path}.traces.json`, "utf8");
  const logs = await readFile(`${path}.logs.json`, "utf8");
  const starts = [...traces.matchAll(/"startTimeUnixNano": "(\d+)"/g)].map((match) => BigInt(match[1] ?? 0));
  const earliest = starts.reduce((first, start) => (start < first ? start : first));
  const shift = BigInt(Math.round(startMs)) * 1_000_000n - earliest;
  const moved = (body: string) =>
    body.replace(/("\w*imeUnixNano": )"(\d+)"/g, (_, key: string, nanos: string) => `${key}"${BigInt(nanos) + shift}"`);
  return { traces: moved(traces), logs: moved(logs) };
}
