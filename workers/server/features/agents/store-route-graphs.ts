import type { GraphLine } from "#schema/protocol/v1/batch";
import { upsertGraphs } from "#server/features/agents/route-graphs.store";
import type { Deps } from "#server/platform/deps";

interface GraphSource {
  readonly environment: string;
  readonly app: string;
}

/** A structure that every instance of an app reports is written once in this time, per isolate. */
const rememberMs = 600_000;
const rememberedLimit = 10_000;
const remembered = new Map<string, number>();

/** Stores route structures that an agent sent (`k:"g"` lines, validated). Storing one again is harmless. */
export async function storeRouteGraphs(deps: Deps, source: GraphSource, graphs: readonly GraphLine[]): Promise<void> {
  const nowMs = deps.clock.now();
  const keyOf = (graph: GraphLine): string => [deps.tenant, source.environment, source.app, graph.r, graph.g].join("\n");
  const fresh = graphs.filter((graph) => nowMs - (remembered.get(keyOf(graph)) ?? Number.NEGATIVE_INFINITY) >= rememberMs);
  if (fresh.length === 0) return;
  const db = deps.db.forTenant(deps.tenant);
  await db.batch(upsertGraphs(db, { ...source, seenAt: nowMs }, fresh));
  if (remembered.size > rememberedLimit) remembered.clear();
  for (const graph of fresh) remembered.set(keyOf(graph), nowMs);
}
