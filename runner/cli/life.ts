import { Problem } from "#schema/problems";
import { systemClock } from "../clock.ts";
import type { Daemon } from "../work/daemon.ts";
import { finalEnd, type SyncEnd } from "../work/sync.ts";
import { exitCodes } from "./exit-code.ts";

const retryMs = 5_000;

/** From its start to its end: what this process has come to. */
export interface LifeState {
  daemon: Daemon | undefined;
  /** The server does not let this runner in, and never will. */
  refused: SyncEnd | undefined;
}

export interface Living {
  readonly log: (message: string, facts?: Record<string, unknown>) => void;
  readonly ending: { readonly signal: AbortSignal; readonly happened: Promise<void> };
  readonly graceMs: number;
}

export const exitCodeAfter: Readonly<Record<SyncEnd, number>> = {
  ended: exitCodes.ok,
  replaced: exitCodes.refused,
  revoked: exitCodes.refused,
  deleted: exitCodes.notRegistered,
};

/**
 * Until a signal, or until it is unregistered. A process that was replaced, or whose runner is gone, stays and does nothing: were it to end, whatever
 * watches over it would start it again, and two processes with one identity would take over from each other for ever.
 */
export async function live(state: LifeState, start: () => Promise<Daemon>, { log, ending, graceMs }: Living): Promise<SyncEnd> {
  const reached = await untilReached(start, log, ending.signal);
  if (typeof reached === "string") {
    state.refused = reached;
    await ending.happened;
    return reached;
  }
  state.daemon = reached;
  const how = await Promise.race([reached.over, ending.happened.then(() => "ended" as const)]);
  if (how !== "ended") await ending.happened;
  await reached.stop(graceMs);
  return how;
}

/** Throws while the server was not reached yet. */
export function started({ daemon }: LifeState): Daemon {
  if (daemon === undefined) throw new Problem("store-unavailable", { detail: "The server was not reached yet." });
  return daemon;
}

/** The apps run whether the server answers or not; so does this. */
async function untilReached(start: () => Promise<Daemon>, log: Living["log"], signal: AbortSignal): Promise<Daemon | SyncEnd> {
  while (!signal.aborted) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log("server out of reach", { code: error.code, detail: error.message });
      const how = finalEnd(error);
      if (how !== undefined) return how;
      await systemClock.sleep(retryMs, signal).catch(() => undefined);
    }
  }
  return "ended";
}

/** The first signal ends in good order, the second at once. */
export function endOfProcess(): { readonly signal: AbortSignal; readonly happened: Promise<void> } {
  const ending = new AbortController();
  const happened = Promise.withResolvers<void>();
  const onSignal = (): void => {
    if (ending.signal.aborted) process.exit(exitCodes.failure);
    ending.abort();
    happened.resolve();
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  return { signal: ending.signal, happened: happened.promise };
}
