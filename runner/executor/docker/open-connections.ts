import type Docker from "dockerode";
import { StepFailure } from "../outcome.ts";
import { unlessDone } from "./engine.ts";
import { httpPortOf } from "./own-labels.ts";
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
export async function openConnections(docker: Docker, id: string): Promise<number | null> {
  const container = await unlessDone(() => docker.getContainer(id).inspect());
  if (container?.State.Running !== true) return 0;
  const port = httpPortOf(container.Config.Labels);
  if (port === undefined) return null;
  if (port === null) return 0;
  try {
    const count = (await runInside(docker, id, countScript(port))).trim();
    return /^\d+$/.test(count) ? Number(count) : null;
  } catch (error) {
    if (error instanceof StepFailure) return null;
    throw error;
  }
}
