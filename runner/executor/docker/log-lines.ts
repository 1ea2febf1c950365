import type { LogEntry } from "../executor.ts";

const headerBytes = 8;

/**
 * Takes the engine's frames apart: eight bytes (stream, three zeros, length), then one message that begins with its time. A line of more than 16 KiB
 * comes as several messages, of which only the last ends the line.
 */
export async function* logLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<LogEntry> {
  const begun: Record<LogEntry["stream"], LogEntry | undefined> = { stdout: undefined, stderr: undefined };
  for await (const { stream, text } of frames(chunks)) {
    const part = entryOf(stream, text);
    const whole = begun[stream] === undefined ? part : { ...begun[stream], line: `${begun[stream].line}${part.line}` };
    if (text.endsWith("\n")) yield { ...whole, line: whole.line.replace(/\r$/, "") };
    begun[stream] = text.endsWith("\n") ? undefined : whole;
  }
}

interface Frame {
  readonly stream: LogEntry["stream"];
  readonly text: string;
}

async function* frames(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Frame> {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  let pending = Buffer.alloc(0);
  for await (const chunk of chunks) {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= headerBytes) {
      const end = headerBytes + pending.readUInt32BE(4);
      if (pending.length < end) break;
      const stream = pending[0] === 2 ? "stderr" : "stdout";
      yield { stream, text: decoders[stream].decode(pending.subarray(headerBytes, end), { stream: true }) };
      pending = pending.subarray(end);
    }
  }
}

function entryOf(stream: LogEntry["stream"], line: string): LogEntry {
  const space = line.indexOf(" ");
  return { stream, time: line.slice(0, space), line: line.slice(space + 1).replace(/\n$/, "") };
}

/** A time as the engine's `since` wants it: seconds and nanoseconds. */
export function sinceOf(time: string): string {
  const [whole = "", fraction = "0"] = time.replace(/Z$/, "").split(".");
  return `${Math.floor(Date.parse(`${whole}Z`) / 1_000)}.${fraction.padEnd(9, "0")}`;
}
