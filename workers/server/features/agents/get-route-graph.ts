import type { getRouteGraph as endpoint } from "#schema/contract/routes";
import { Problem } from "#schema/problems";
import type { GraphLine } from "#schema/protocol/v1/batch";
import { findGraph } from "#server/features/agents/route-graphs.store";
import type { Verb } from "#server/platform/call";

export const getRouteGraph: Verb<typeof endpoint> = async (deps, { params, query }) => {
  const { environment, hash } = query;
  const [found] = await findGraph(deps.db.forTenant(deps.tenant), { ...params, environment, hash });
  if (found === undefined) throw new Problem("not-found");
  // What stands in the column was a validated `k:"g"` line.
  const graph = found.graph as unknown as GraphLine;
  return {
    hash: found.hash,
    route: graph.r,
    description: graph.desc ?? "",
    fromUri: graph.from,
    source: graph.src ?? "",
    nodes: graph.nodes.map(([id, kind, label, parent, , source, uri]) => ({
      id,
      kind,
      label,
      parent,
      source: source ?? "",
      uri: uri ?? "",
    })),
    edges: (graph.edges ?? []).map(([from, to, kind]) => ({ from, to, kind })),
  };
};
