import { batchLimits } from "#schema/protocol/v1/batch";
import { Problem } from "#schema/problems";
import { inflate } from "#server/ingest/inflate";

export interface ReceivedBody {
  /** inflated */
  readonly bytes: Uint8Array;
  /** SHA-256 of the inflated bytes in hex: equal for every retry, however it was compressed */
  readonly digest: string;
}

/** Reads, bounds and inflates the body of a telemetry request. */
export async function receiveBody(request: Request): Promise<ReceivedBody> {
  const body = await readAtMost(request, batchLimits.inflatedBytes);
  const bytes = inflate(body, request.headers.get("content-encoding") ?? "", batchLimits.inflatedBytes);
  return { bytes, digest: await sha256(bytes) };
}

/** Raises `too-large`. A body of a stated length is read at once, which is much cheaper than chunk by chunk. */
export async function readAtMost(request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = (): Problem => new Problem("too-large", { detail: `The body may have ${limitBytes} bytes.` });
  const stated = request.headers.get("content-length");
  if (stated !== null) {
    if (Number(stated) > limitBytes) throw tooLarge();
    return new Uint8Array(await request.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
