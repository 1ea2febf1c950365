import { readFileSync } from "node:fs";

const ticksPerSecond = 100;

/** User plus system CPU seconds that a process has used since it started (Linux, /proc; the clock ticks at 10 ms). */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(match?.[1] ?? 0) * 1024;
}

/** CPU seconds that the processes used while `work` ran. */
export async function cpuOf(pids: readonly number[], work: () => Promise<void>): Promise<number[]> {
  const before = pids.map(cpuSeconds);
  await work();
  return pids.map((pid, index) => cpuSeconds(pid) - (before[index] ?? 0));
}
