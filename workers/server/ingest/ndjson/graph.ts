import type { GraphEdge, GraphLink, GraphNode } from "#schema/protocol/v1/batch";
import { batchLimits } from "#schema/protocol/v1/batch";
import type { Batch } from "#server/ingest/ndjson/batch";
import type { Members } from "#server/ingest/ndjson/read";
import { integer, list, refuse, requiredText, text } from "#server/ingest/ndjson/read";
import { sanitizeText } from "#server/ingest/sanitize";

const maxText = 2_048;
const maxGraphs = 1_000;
const maxYaml = 256 * 1_024;

/** Checks the structure of a route; it is not telemetry and goes to Postgres. */
export function readGraph(batch: Batch, members: Members): void {
  const hash = requiredText(members["g"], "g", 64);
  if (!/^[0-9a-f]{16}$/.test(hash)) refuse("g is not 16 hex digits");
  const nodes = list(members["nodes"], "nodes", batchLimits.graphNodes).map((node) => readNode(node));
  if (batch.graphs.length === maxGraphs) refuse(`the batch has more than ${maxGraphs} graphs`);
  batch.graphs.push({
    k: "g",
    g: hash,
    r: requiredText(members["r"], "r", batchLimits.idBytes),
    grp: text(members["grp"], "grp", batchLimits.idBytes),
    desc: text(members["desc"], "desc", maxText),
    from: sanitizeText(requiredText(members["from"], "from", maxText)),
    src: text(members["src"], "src", maxText),
    nodes,
    edges: list(members["edges"], "edges", batchLimits.graphNodes * 4).map((edge) => readEdge(edge, nodes.length)),
    links: list(members["links"], "links", batchLimits.graphNodes).map((link) => readLink(link, nodes.length)),
    yaml: sanitizeText(text(members["yaml"], "yaml", maxYaml)),
  });
}

function readNode(value: unknown): GraphNode {
  const [id, kind, label, parent, order, source, uri] = list(value, "nodes", 7);
  return [
    requiredText(id, "a node's id", batchLimits.idBytes),
    requiredText(kind, "a node's kind", batchLimits.idBytes),
    sanitizeText(text(label, "a node's label", maxText)),
    integer(parent, "a node's parent", { min: -1, max: batchLimits.graphNodes, otherwise: -1 }),
    integer(order, "a node's order", { min: 0, max: batchLimits.graphNodes, otherwise: 0 }),
    source === null || source === undefined ? null : text(source, "a node's source", maxText),
    uri === null || uri === undefined ? null : sanitizeText(text(uri, "a node's URI", maxText)),
  ];
}

function readEdge(value: unknown, nodes: number): GraphEdge {
  const [from, to, kind] = list(value, "edges", 3);
  const range = { min: 0, max: nodes - 1 };
  return [integer(from, "an edge", range), integer(to, "an edge", range), requiredText(kind, "an edge's kind", batchLimits.idBytes)];
}

function readLink(value: unknown, nodes: number): GraphLink {
  const [node, scheme, target, remote] = list(value, "links", 4);
  return [
    integer(node, "a link", { min: 0, max: nodes - 1 }),
    text(scheme, "a link's scheme", batchLimits.idBytes),
    sanitizeText(text(target, "a link's target", maxText)),
    remote === 1 || remote === true ? 1 : 0,
  ];
}
