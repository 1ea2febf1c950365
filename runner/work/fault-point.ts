/** A place in the code at which a test can end the process as a power cut would. Does nothing unless it was asked to. */
export type FaultPoint = (name: string) => Promise<void>;

/** `CAMELEER_FAULT=after:probing` kills the process at that point: no handler runs, nothing is flushed. */
export function faultPoint(wanted: string): FaultPoint {
  return async (name) => {
    if (wanted === name) process.kill(process.pid, "SIGKILL");
  };
}
