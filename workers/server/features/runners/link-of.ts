import type { Deps } from "#server/platform/deps";

/** How the runner can be reached right now. A hub that does not answer has no link. */
export async function linkOf(deps: Deps, runnerId: string): Promise<"websocket" | "poll" | "none"> {
  try {
    return await deps.runnerHubs.of(runnerId).link();
  } catch {
    return "none";
  }
}
