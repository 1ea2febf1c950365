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

type Known = Pick<HostHealth, "executorOk" | "clockSkewMs">;

/** How the machine is; its CPUs since the call before. */
export function newHostHealth(folder: string): (known: Known) => Promise<HostHealth> {
  let before = cpuTimes();
  return async (known) => {
    const now = cpuTimes();
    const passed = now.all - before.all;
    const cpuPercent = passed <= 0 ? null : Math.round(((passed - (now.idle - before.idle)) / passed) * 100);
    before = now;
    const { bavail, blocks, bsize } = await statfs(folder);
    const disk = { diskFreeBytes: bavail * bsize, diskBytes: blocks * bsize };
    return { load1: os.loadavg()[0] ?? 0, cpuPercent, memoryFreeBytes: os.freemem(), ...disk, ...known };
  };
}

function cpuTimes(): { readonly idle: number; readonly all: number } {
  const times = os.cpus().map((cpu) => cpu.times);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { idle: times.reduce((sum, { idle }) => sum + idle, 0), all };
}
