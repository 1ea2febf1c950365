import { statfs } from "node:fs/promises";
import os from "node:os";
import type { Host } from "#schema/protocol/runner/v1/host";
import type { HostHealth } from "#schema/protocol/runner/v1/snapshot";

/** What kind of machine this is. */
export function hostFacts(name: string): Host {
  return {
    name: name === "" ? os.hostname() : name,
    os: `${os.type()} ${os.version()}`.slice(0, 128),
    arch: os.arch(),
    kernel: os.release(),
    cpus: os.availableParallelism(),
    memoryBytes: os.totalmem(),
  };
}

export async function hostHealth(folder: string, known: Pick<HostHealth, "executorOk" | "clockSkewMs">): Promise<HostHealth> {
  const { bavail, bsize } = await statfs(folder);
  return { load1: os.loadavg()[0] ?? 0, memoryFreeBytes: os.freemem(), diskFreeBytes: bavail * bsize, ...known };
}
