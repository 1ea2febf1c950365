import { readFileSync } from "node:fs";
import path from "node:path";

/** How long a real engine took. Times are medians in milliseconds. */
export interface Recording {
  readonly engine: string;
  readonly cpus: number;
  /** By kind of call; of one that streams, until the stream began. */
  readonly calls: Readonly<Record<string, number>>;
  readonly healthCheck: number;
  /** So long at the beginning of a container's health check nothing else is learned of it. */
  readonly heldByHealthCheck: number;
}

export const recordingFile = path.join(import.meta.dirname, "recording.json");

export function readRecording(): Recording {
  return JSON.parse(readFileSync(recordingFile, "utf8")) as Recording;
}
