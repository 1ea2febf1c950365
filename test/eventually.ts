import { setTimeout as pause } from "node:timers/promises";

const usualEveryMs = 50;

export interface Wait {
  /** What is waited for, in words; part of the error when the deadline passes. */
  what: string;
  withinMs: number;
  /** From one answer to the next question; longer where asking costs those who are waited for. */
  everyMs?: number;
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
    await pause(wait.everyMs ?? usualEveryMs);
  }
  throw new Error(`Waited ${wait.withinMs} ms in vain for ${wait.what}`, { cause });
}
