import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface RecordedEngine {
  /** As `DOCKER_HOST`. */
  readonly dockerHost: string;
  stop(): void;
}

/** A process of its own, so that nobody's work is slowed down by it. */
export async function startRecordedEngine(baseImage: string): Promise<RecordedEngine> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-engine-"));
  const socketPath = path.join(folder, "docker.sock");
  const child = fork(path.join(import.meta.dirname, "main.ts"), [socketPath, baseImage]);
  await once(child, "message");
  const stop = (): void => {
    child.kill();
    rmSync(folder, { recursive: true });
  };
  return { dockerHost: `unix://${socketPath}`, stop };
}
