import { setTimeout as pause } from "node:timers/promises";

const pollEveryMs = 50;

export interface Wait {
  /** What is waited for, in words; part of the error when the deadline passes. */
  what: string;
  withinMs: number;
}

/**
 * Asks `probe` until it answers something other than `undefined`, and returns that answer. A probe that throws is asked
 * again; when the deadline passes the last error is the cause of the one thrown here.
 */
export async function eventually<T>(wait: Wait, probe: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = performance.now() + wait.withinMs;
  let cause: unknown;
  while (performance.now() < deadline) {
    try {
      const answer = await probe();
      if (answer !== undefined) return answer;
    } catch (error) {
      cause = error;
    }
    await pause(pollEveryMs);
  }
  throw new Error(`Waited ${wait.withinMs} ms in vain for ${wait.what}`, { cause });
}
