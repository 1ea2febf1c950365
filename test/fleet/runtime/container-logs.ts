import type { MemoryHost, MemoryInstance } from "#runner/executor/memory/memory-host";
import type { Recording } from "../recording.ts";
import { status } from "../recording.ts";

/** An instance remembers its last lines; those before have long been fetched. */
const keptLines = 400;
/** One exchange in so many is worth a line when nothing went wrong. */
const quietShare = 25;

/** Lets the instances of an app say what its exchanges came to, as Camel's log would. */
export function containerLogs(host: MemoryHost): (recording: Recording, environment: string) => void {
  let quiet = 0;
  return (recording, environment) => {
    const lines =
      recording.status === status.failed ? failureLines(recording) : (quiet += 1) % quietShare === 0 ? [doneLine(recording)] : [];
    const speaker = speakerOf(host, recording, environment);
    if (speaker === undefined || lines.length === 0) return;
    const time = new Date(host.clock.nowMs()).toISOString();
    const stream = recording.status === status.failed ? "stderr" : "stdout";
    speaker.log.push(...lines.map((line) => ({ time, stream, line }) as const));
    speaker.log.splice(0, speaker.log.length - keptLines);
  };
}

/** Any of the app's running instances, always the same for the same exchange. */
function speakerOf({ instances }: MemoryHost, { app, id }: Recording, environment: string): MemoryInstance | undefined {
  const running = [...instances.values()].filter(({ workload: { place }, startedAtMs, stoppedAtMs }) => {
    return place.app === app && place.environment === environment && startedAtMs !== null && stoppedAtMs === null;
  });
  return running[Number.parseInt(id.slice(-4), 16) % Math.max(running.length, 1)];
}

function doneLine({ thread, route, exchangeId, durationMicros }: Recording): string {
  return `INFO  [${thread}] ${route} : ${exchangeId} done in ${Math.round(durationMicros / 1_000)} ms`;
}

function failureLines({ thread, route, exchangeId, errors }: Recording): string[] {
  const stack = errors.at(-1)?.stack.split("\n") ?? [];
  return [`ERROR [${thread}] o.a.c.p.e.DefaultErrorHandler : Failed delivery of ${exchangeId} in ${route}`, ...stack.slice(0, 4)];
}
