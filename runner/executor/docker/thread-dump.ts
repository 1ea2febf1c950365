import type Docker from "dockerode";
import { logLines } from "./log-lines.ts";

const answerMs = 10_000;
/** The dump's last part comes after this line, and its end is not marked. */
const nearlyOver = /^JNI global ref/;
const quietMs = 300;

/** A JVM answers SIGQUIT with its threads, on its standard output, and goes on; other programs would end. */
export async function threadDump(docker: Docker, id: string, signal: AbortSignal): Promise<readonly string[]> {
  const container = docker.getContainer(id);
  const { Config, State } = await container.inspect();
  const command = [Config.Entrypoint ?? []].flat();
  if (!State.Running) throw new Error("The instance does not run.");
  if (command[0] !== "java" || command.includes("-Xrs")) throw new Error("Only JARs run on a JVM that can be asked for its threads.");
  const patience = new AbortController();
  const end = AbortSignal.any([signal, patience.signal, AbortSignal.timeout(answerMs)]);
  const stream = await container.logs({ stdout: true, stderr: true, timestamps: true, follow: true, tail: 0, abortSignal: end });
  end.addEventListener("abort", () => (stream as unknown as { destroy(): void }).destroy(), { once: true });
  await container.kill({ signal: "SIGQUIT" });
  const lines = await dumpIn(stream as unknown as AsyncIterable<Uint8Array>, end, () => patience.abort());
  if (lines.length === 0) throw new Error(`The JVM did not answer within ${answerMs / 1_000} s.`);
  return lines;
}

async function dumpIn(chunks: AsyncIterable<Uint8Array>, end: AbortSignal, onQuiet: () => void): Promise<readonly string[]> {
  const lines: string[] = [];
  let quiet: NodeJS.Timeout | undefined;
  try {
    for await (const { line } of logLines(chunks)) {
      if (lines.length === 0 && !line.startsWith("Full thread dump")) continue;
      lines.push(line);
      if (quiet === undefined && !nearlyOver.test(line)) continue;
      clearTimeout(quiet);
      quiet = setTimeout(onQuiet, quietMs);
    }
  } catch (error) {
    if (!end.aborted) throw error;
  }
  clearTimeout(quiet);
  return lines;
}
