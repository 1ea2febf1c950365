import type { ContainerLine } from "#schema/contract/container-logs";
import type { LogRow } from "#server/features/container-logs/container-logs.store";
import type { StoredLine, StreamFacts } from "#server/ingest/tables/container-logs";
import { isoOf } from "#server/platform/clock";

const idOf = (stream: string, offset: number): string => `${stream}@${offset}`;

/** As the contract shows a line that was read. */
export function readLine({ at, instance, kind, deployment, source, text, dropped, stream, position }: LogRow): ContainerLine {
  const deploymentId = deployment === "" ? null : deployment;
  return { id: idOf(stream, position), at, instance, kind, deploymentId, stream: source, text, droppedBytes: dropped };
}

/** The same line, while it is being stored. */
export function storedLine({ offset, nanos, source, text, droppedBytes }: StoredLine, facts: StreamFacts): ContainerLine {
  const { instance, kind, deployment, stream } = facts;
  const deploymentId = deployment === "" ? null : deployment;
  return { id: idOf(stream, offset), at: isoOfNanos(nanos), instance, kind, deploymentId, stream: source, text, droppedBytes };
}

/** As ClickHouse writes it, with nine digits. */
function isoOfNanos(nanos: bigint): string {
  const seconds = isoOf(Number(nanos / 1_000_000_000n) * 1_000).slice(0, 19);
  return `${seconds}.${(nanos % 1_000_000_000n).toString().padStart(9, "0")}Z`;
}
