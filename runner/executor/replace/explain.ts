import type { CrashEvidence, FailureReason } from "../outcome.ts";
import type { Workload } from "../workload.ts";

/** What a line of the log gives away; `$1` is what the line names. */
const knownLines: readonly (readonly [RegExp, string])[] = [
  [/OutOfMemoryError/, "The heap is full: raise the memory limit or the heap's share of it."],
  [/UnsupportedClassVersionError/, "The JAR was compiled for a newer Java than the base image has: choose a newer base image."],
  [/Address already in use/, "A port inside the app is taken twice: check the ports it listens on."],
  [/no main manifest attribute|Could not find or load main class/, "Java found no main class: check how the JAR was built."],
  [/UnknownHostException|Temporary failure in name resolution/, "A host name could not be resolved: check the addresses in the variables."],
  [
    /Property with key \[([^\]]+)\] not found/,
    "The property $1 is not set: add it to the JAR's properties or to the variables of its settings.",
  ],
  [/Connection refused/, "Something the app depends on refused the connection: check that it runs and is reachable from here."],
  [/Read-only file system/, "The app writes outside /tmp, and its file system is read-only: let it write to /tmp."],
  [
    /AccessDeniedException|Permission denied/,
    "The app may not read or write a file it needs: it runs as an ordinary user with a read-only file system.",
  ],
];

/** One sentence or two for a person who sees nothing but them: what happened, the likely cause, what to do. */
export function explain(reason: FailureReason, workload: Workload, evidence: CrashEvidence | null): string {
  const lines = evidence?.logTail ?? [];
  return [happened(reason, workload, evidence), knownCause(lines) ?? lastWords(lines)].filter((text) => text !== undefined).join(" ");
}

function knownCause(lines: readonly string[]): string | undefined {
  for (const [pattern, clue] of knownLines) {
    const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
    if (found !== undefined) return clue.replace("$1", found?.[1] ?? "");
  }
  return undefined;
}

const mostQuoted = 300;

/** The exception at the bottom of the last stack, in its own words. */
function lastWords(lines: readonly string[]): string | undefined {
  const thrown = lines.findLast((line) => /^(Caused by: |Exception in thread )/.test(line));
  return thrown === undefined ? undefined : `Its log says: ${thrown.replace(/^Caused by: /, "").slice(0, mostQuoted)}`;
}

function happened(reason: FailureReason, workload: Workload, evidence: CrashEvidence | null): string {
  const code = evidence?.exitCode ?? null;
  if (reason === "oom-killed") {
    return `The app was killed for want of memory; its limit is ${Math.round(workload.resources.memoryBytes / 2 ** 20)} MiB. Raise it.`;
  }
  if (reason === "exited") return `The app ended by itself${code === null ? "" : ` with exit code ${code}`} before it was ready.`;
  if (reason === "unhealthy") return unready(workload, evidence);
  return "The app could not be started.";
}

function unready({ health, httpPort }: Workload, evidence: CrashEvidence | null): string {
  const last = evidence?.probes.at(-1);
  const what = health.path === null ? "its health check" : `GET ${health.path} on port ${health.port ?? httpPort ?? "?"}`;
  const seconds = Math.round(health.startDeadlineMs / 1_000);
  if (last === undefined) return `The app was not ready within ${seconds} s: ${what} was never answered.`;
  const answer = last.status === null ? "no answer" : `status ${last.status}`;
  return `The app was not ready within ${seconds} s: the last answer to ${what} was ${answer}.`;
}
