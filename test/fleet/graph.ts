import { createHash } from "node:crypto";
import type { GraphEdge, GraphLine, GraphLink, GraphNode } from "#schema/protocol/v1/batch";
import type { Route, RouteNode } from "./route-model.ts";

interface Drawing {
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
  readonly links: GraphLink[];
  readonly route: Route;
}

interface Block {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly nodes: readonly RouteNode[];
}

const known = new Map<Route, GraphLine>();

/** The structure of a route as a `k:"g"` line. */
export function graphOf(route: Route): GraphLine {
  const drawn = known.get(route) ?? draw(route);
  known.set(route, drawn);
  return drawn;
}

function draw(route: Route): GraphLine {
  const drawing: Drawing = { nodes: [], edges: [], links: [], route };
  addSequence(drawing, route.nodes, { parent: -1, edge: "next" });
  for (const block of route.errors.onExceptions) {
    addBlock(drawing, { id: block.id, kind: "onException", label: `onException[${block.errorClass}]`, nodes: block.nodes }, -1);
  }
  if (route.errors.deadLetter !== undefined)
    addNode(drawing, ["deadLetter1", "deadLetterChannel", route.errors.deadLetter, -1, 99, null, route.errors.deadLetter]);
  const { nodes, edges, links } = drawing;
  const canonical = JSON.stringify([route.id, route.from, nodes, edges, links]);
  return {
    k: "g",
    g: createHash("sha256").update(canonical).digest("hex").slice(0, 16),
    r: route.id,
    grp: route.group,
    desc: route.description,
    from: route.from,
    src: route.source,
    nodes,
    edges,
    links,
  };
}

function addNode(drawing: Drawing, node: GraphNode): number {
  return drawing.nodes.push(node) - 1;
}

/** Adds nodes one after the other and answers the index of the last. */
function addSequence(drawing: Drawing, nodes: readonly RouteNode[], from: { readonly parent: number; readonly edge: string }): void {
  let before = from.parent;
  let edge = from.edge;
  for (const [order, node] of nodes.entries()) {
    const index = addNode(drawing, [node.id, node.kind, labelOf(node), from.parent, order, drawing.route.source, uriOf(node)]);
    if (before >= 0) drawing.edges.push([before, index, edge]);
    linkOut(drawing, index, node);
    if ("nodes" in node) addSequence(drawing, node.nodes, { parent: index, edge: "child" });
    for (const block of blocksOf(node)) addBlock(drawing, block, index);
    before = index;
    edge = "next";
  }
}

function addBlock(drawing: Drawing, block: Block, parent: number): void {
  const index = addNode(drawing, [block.id, block.kind, block.label, parent, drawing.nodes.length, drawing.route.source, null]);
  if (parent >= 0) drawing.edges.push([parent, index, block.kind]);
  addSequence(drawing, block.nodes, { parent: index, edge: "child" });
}

function blocksOf(node: RouteNode): Block[] {
  switch (node.kind) {
    case "choice": {
      const blocks: Block[] = node.branches.map((branch) => ({
        id: branch.id,
        kind: "when",
        label: `when[${branch.when}]`,
        nodes: branch.nodes,
      }));
      if (node.otherwise !== undefined)
        blocks.push({ id: node.otherwise.id, kind: "otherwise", label: "otherwise", nodes: node.otherwise.nodes });
      return blocks;
    }
    case "multicast":
      return node.branches.map((nodes, index) => ({ id: `${node.id}-${index}`, kind: "branch", label: `branch ${index}`, nodes }));
    case "doTry": {
      const blocks: Block[] = node.catches.map((one) => ({
        id: one.id,
        kind: "doCatch",
        label: `doCatch[${one.errorClass}]`,
        nodes: one.nodes,
      }));
      if (node.finally !== undefined)
        blocks.push({ id: node.finally.id, kind: "doFinally", label: "doFinally", nodes: node.finally.nodes });
      return blocks;
    }
    case "circuitBreaker":
      return [{ id: node.fallback.id, kind: "onFallback", label: "onFallback", nodes: node.fallback.nodes }];
    default:
      return [];
  }
}

function labelOf(node: RouteNode): string {
  if ("label" in node) return node.label;
  if ("uri" in node) return node.uri;
  return node.kind === "direct" ? `direct:${node.route}` : node.kind;
}

function uriOf(node: RouteNode): string | null {
  if ("uri" in node) return node.uri;
  return node.kind === "direct" ? `direct:${node.route}` : null;
}

function linkOut(drawing: Drawing, index: number, node: RouteNode): void {
  const uri = uriOf(node);
  if (uri === null) return;
  const scheme = uri.slice(0, uri.indexOf(":"));
  const target =
    "reaches" in node && node.reaches !== undefined
      ? `${node.reaches.app}/${node.reaches.route}`
      : uri.slice(scheme.length + 1).replace(/^\/+/, "");
  drawing.links.push([index, scheme, target, scheme === "direct" || scheme === "seda" ? 0 : 1]);
}
