import { existsSync } from "node:fs";
import path from "node:path";
import { type Fetching, fetchArtifact } from "../protocol/fetch-artifact.ts";
import type { RolloutDeps } from "./roll-out.ts";
import { lackOfRoom, type RoomDeps } from "./room.ts";

/** An artifact that lies here already is used whatever the disk: restarts and rollbacks go through on a full one. */
export function fetchIntoRoom(fetching: Omit<Fetching, "onProgress">, room: RoomDeps): RolloutDeps["fetch"] {
  return async (sha256, onProgress, signal) => {
    if (!existsSync(path.join(fetching.folder, `${sha256}.jar`))) {
      const lack = await lackOfRoom(room);
      if (lack !== undefined) return { ok: false, why: "disk", message: lack };
    }
    return fetchArtifact({ ...fetching, onProgress }, sha256, signal);
  };
}
