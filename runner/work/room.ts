import { statfs } from "node:fs/promises";

export interface RoomDeps {
  /** Where things are put; one that is not on this machine, or not to be seen, is left out. */
  readonly folders: () => Promise<readonly string[]>;
  readonly wantedBytes: number;
  /** Deletes what nothing needs. */
  readonly tidyUp: () => Promise<unknown>;
}

/** Why nothing more may be put on this host's disk; undefined when it may. Tidies up before it says no. */
export async function lackOfRoom({ folders, wantedBytes, tidyUp }: RoomDeps): Promise<string | undefined> {
  const full = async (): Promise<string | undefined> => {
    for (const folder of await folders()) {
      const freeBytes = await freeAt(folder);
      if (freeBytes < wantedBytes) {
        return `Only ${mebibytes(freeBytes)} are free at ${folder}; this host keeps ${mebibytes(wantedBytes)} free (minFreeDisk). Free some space and deploy again.`;
      }
    }
    return undefined;
  };
  if ((await full()) === undefined) return undefined;
  await tidyUp();
  return full();
}

async function freeAt(folder: string): Promise<number> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.POSITIVE_INFINITY,
  );
}

function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / 2 ** 20)} MiB`;
}
