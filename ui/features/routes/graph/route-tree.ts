import type { RouteGraph } from "#ui/features/routes/queries/route-graph.ts";

/** A processor with what it contains. */
export interface RouteNode {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  /** Contained processors, one after the other. */
  readonly steps: readonly RouteNode[];
  /** Contained blocks that lie side by side: branches of a choice, catch blocks, copies of a multicast. */
  readonly branches: readonly RouteNode[];
}

const branchKinds = /^(when|otherwise|docatch|catch|dofinally|finally|onfallback|onexception)$/i;
const sideBySide = /^(choice|multicast)$/i;
/** Nobody sends deeper nesting; a cycle must not hang the page. */
const deepest = 40;

/** The graph's flat list as a tree, in the order of the route. */
export function routeTree(graph: Pick<RouteGraph, "nodes">): readonly RouteNode[] {
  const children = Map.groupBy(graph.nodes.keys(), (index) => graph.nodes[index]?.parent ?? -1);

  function nodesIn(parent: number, depth: number): readonly RouteNode[] {
    if (depth > deepest) return [];
    return (children.get(parent) ?? []).flatMap((index) => {
      const node = graph.nodes[index];
      if (node === undefined) return [];
      const inside = nodesIn(index, depth + 1);
      const isBranch = (child: RouteNode) => sideBySide.test(node.kind) || branchKinds.test(child.kind);
      const { id, kind, label, uri } = node;
      return [
        {
          id,
          kind,
          label: label === "" ? uri : label,
          steps: inside.filter((child) => !isBranch(child)),
          branches: inside.filter(isBranch),
        },
      ];
    });
  }

  return nodesIn(-1, 0);
}
