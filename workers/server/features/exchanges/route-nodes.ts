import { z } from "zod";
import type { NodeFacts, StepsRow } from "#server/features/exchanges/agent-steps";
import type { ExchangeRow } from "#server/features/exchanges/find-exchange";
import { graphsOfRoutes } from "#server/features/exchanges/route-nodes.store";
import type { Deps } from "#server/platform/deps";

/** A graph as stored holds more; here only id, kind and label of its nodes count. */
const storedGraph = z.object({ nodes: z.array(z.tuple([z.string(), z.string(), z.string()]).rest(z.unknown())) });

/** What is known of the nodes that an exchange passed: from the structure it ran in, else from the newest of each route. */
export async function routeNodes(deps: Deps, row: ExchangeRow, steps: StepsRow): Promise<ReadonlyMap<string, NodeFacts>> {
  const routes = [...new Set([row.route, ...Object.values(steps.entered_route)])];
  const found = await graphsOfRoutes(deps.db.forTenant(deps.tenant), { environment: row.environment, app: row.app, routes });
  const own = found.filter(({ hash }) => hash === row.graph_hash);
  const nodes = new Map<string, NodeFacts>();
  for (const { graph } of [...own, ...found]) {
    const parsed = storedGraph.safeParse(graph);
    for (const [id, kind, label] of parsed.data?.nodes ?? []) if (!nodes.has(id)) nodes.set(id, { kind, label });
  }
  return nodes;
}
