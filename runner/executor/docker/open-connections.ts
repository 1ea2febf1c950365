import type Docker from "dockerode";
import type { DrivenInstance } from "../instance-driver.ts";
import { StepFailure } from "../outcome.ts";
import { statusOf, wordsOf } from "./engine.ts";
import { runInside } from "./run-inside.ts";

const established = "01";
/** 127.0.0.1, the same in IPv6's table, and ::1. */
const loopbacks = ["0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"];

/**
 * A script that prints how many established connections others have to a port, as the kernel lists them; nothing when it lists none at all. Its own
 * health check's, over loopback, are left out. Shell only: an image need not have `ss`, nor even `cat`.
 */
export function countScript(port: number): string {
  const local = port.toString(16).toUpperCase().padStart(4, "0");
  return [
    "count=",
    "for table in /proc/net/tcp /proc/net/tcp6; do",
    '  [ -r "$table" ] || continue',
    "  count=${count:-0}",
    "  while read -r _ address _ state _; do",
    '    case "$state $address" in',
    ...loopbacks.map((address) => `      "${established} ${address}:${local}") ;;`),
    `      "${established} "*:${local}) count=$((count + 1)) ;;`,
    "    esac",
    '  done <"$table"',
    "done",
    'echo "$count"',
  ].join("\n");
}

/** Null when the container has no shell, or was made by a version of this program that did not note its port. */
export async function openConnections(docker: Docker, { id, httpPort }: Pick<DrivenInstance, "id" | "httpPort">): Promise<number | null> {
  if (httpPort === undefined) return null;
  if (httpPort === null) return 0;
  try {
    const count = (await runInside(docker, id, countScript(httpPort))).trim();
    return /^\d+$/.test(count) ? Number(count) : null;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return isOver(error.cause) ? 0 : null;
  }
}

/** The engine runs nothing in a container that has ended, or is gone. One that is paused it refuses with the same status. */
function isOver(error: unknown): boolean {
  return statusOf(error) === 404 || (statusOf(error) === 409 && /is not running/i.test(wordsOf(error)));
}
