import { agentBuffer } from "#schema/protocol/v1/limits";
import type { Random } from "../random.ts";

/** How long to wait before the nth try after the first: full jitter, and never less than the server asked for. */
export function pauseBefore(attempt: number, random: Random, retryAfterMs = 0): number {
  const ceiling = Math.min(agentBuffer.retryLongestMs, agentBuffer.retryFirstMs * 2 ** Math.min(attempt, 16));
  return retryAfterMs + Math.round(random.next() * ceiling);
}

/** `Retry-After` in seconds; 0 when there is none that can be read. */
export function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}
