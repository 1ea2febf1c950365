import { isoOf } from "#server/platform/clock";

/** A day as sentences name it, in UTC. */
export function dateText(milliseconds: number): string {
  return isoOf(milliseconds).slice(0, 10);
}
