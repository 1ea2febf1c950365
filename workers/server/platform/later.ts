import type { WriteLine } from "#server/platform/log";
import { describeCause, wideEvent } from "#server/platform/log";

/** Work that nobody waits for; `waitUntil` keeps the process there until it is done. */
export function inBackground(waitUntil: (work: Promise<unknown>) => void, writeLine: WriteLine) {
  return (work: () => Promise<unknown>): void => {
    const failed = (cause: unknown): void => wideEvent(writeLine, "background").end({ ok: false, cause: describeCause(cause) });
    waitUntil(work().catch(failed));
  };
}
