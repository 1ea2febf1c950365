import { existsSync } from "node:fs";
import path from "node:path";
import { type Fetching, fetchArtifact } from "../protocol/fetch-artifact.ts";
import type { RolloutDeps } from "./roll-out.ts";
import { lackOfRoom, type RoomDeps } from "./room.ts";

/**
 * An artifact that lies here already is used whatever the disk: restarts and rollbacks go through on a full one. Apps that want the same artifact at
 * once do not fetch it side by side: who comes later waits, and finds it here.
 */
export function fetchIntoRoom(fetching: Omit<Fetching, "onProgress">, room: RoomDeps): RolloutDeps["fetch"] {
  const underWay = new Map<string, Promise<unknown>>();
  const fetch: RolloutDeps["fetch"] = async (sha256, onProgress, signal) => {
    if (!existsSync(path.join(fetching.folder, `${sha256}.jar`))) {
      const lack = await lackOfRoom(room);
      if (lack !== undefined) return { ok: false, why: "disk", message: lack };
    }
    return fetchArtifact({ ...fetching, onProgress }, sha256, signal);
  };
  return async (sha256, onProgress, signal) => {
    for (let other = underWay.get(sha256); other !== undefined; other = underWay.get(sha256)) await endOf(other, signal);
    const fetched = fetch(sha256, onProgress, signal).finally(() => underWay.delete(sha256));
    underWay.set(sha256, fetched);
    return fetched;
  };
}

/** Waits for something to end, however it ends, or for the signal, which it throws. */
async function endOf(other: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const stop = Promise.withResolvers<never>();
  const stopped = (): void => stop.reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener("abort", stopped, { once: true });
  try {
    await Promise.race([other.catch(() => undefined), stop.promise]);
  } finally {
    signal.removeEventListener("abort", stopped);
  }
}
