import { batchLimits } from "#schema/protocol/v1/batch";
import { inflate } from "#server/ingest/inflate";
import { readAtMost, sha256 } from "#server/platform/read-body";

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
