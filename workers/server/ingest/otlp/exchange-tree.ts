import { emptyText, internText, textOf } from "#server/ingest/native/lexicon";
import { fact, getFact, op } from "#server/ingest/otlp/span-facts";
import type { UriFacts } from "#server/ingest/otlp/camel-names";
import { uriFacts } from "#server/ingest/otlp/camel-names";
import { namesParent, parentRows } from "#server/ingest/otlp/span-parents";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";

/** What is known of an app's routes from elsewhere: endpoint URI without parameters → route id. */
export type RouteNames = (environment: string, app: string) => ReadonlyMap<string, string>;

/** Which exchange and route each span of a request belongs to, by row. */
export interface ExchangeTree {
  /** -1: the parent is not in the request */
  readonly parent: Int32Array;
  /** row of the span that is the exchange; the span itself when it is one; -1: not known */
  readonly owner: Int32Array;
  /** text in the lexicon; empty: not known */
  readonly route: Int32Array;
  /** nearest Camel span at or above; -1: none */
  readonly camel: Int32Array;
}

const unknown = -2;
const onTheWay = -3;

/**
 * Decides from the spans at hand which of them are exchanges. A route that begins is one, unless it is a `direct:` hop of an exchange
 * that is under way; so is a message sent, or a processor run, by nobody's exchange. A span whose parent came in another request is
 * judged by what it says itself.
 */
export function exchangeTree(batch: TraceBatch, routeNames: RouteNames): ExchangeTree {
  const { rows } = batch.spans;
  const blank = (): Int32Array => new Int32Array(rows);
  const tree = { parent: parentRows(batch.spans), owner: blank().fill(unknown), route: blank(), camel: blank().fill(-1) };
  const naming = nameRoutes(batch, routeNames);
  const path: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let above = row; above >= 0 && tree.owner[above] === unknown; above = tree.parent[above] as number) {
      tree.owner[above] = onTheWay;
      path.push(above);
    }
    for (let at = path.length - 1; at >= 0; at -= 1) place(batch, { tree, naming }, path[at] as number);
    path.length = 0;
  }
  return tree;
}

interface Placing {
  readonly tree: ExchangeTree;
  readonly naming: (resource: number, uri: UriFacts) => number;
}

function place(batch: TraceBatch, { tree, naming }: Placing, row: number): void {
  const { facts, spans } = batch;
  const parent = tree.parent[row] as number;
  // a span that is its own ancestor: its parent has no place yet
  const placed = parent >= 0 && (tree.owner[parent] as number) >= -1;
  const routeAbove = placed ? (tree.route[parent] as number) : emptyText;
  const camelAbove = placed ? (tree.camel[parent] as number) : -1;
  const done = getFact(facts, row, fact.op);
  tree.camel[row] = done === op.none ? camelAbove : row;
  tree.owner[row] = placed ? (tree.owner[parent] as number) : -1;
  tree.route[row] = routeAbove;
  if (done === op.none) return;

  const uri = uriFacts(batch.names, getFact(facts, row, fact.uri));
  const routeId = getFact(facts, row, fact.routeId);
  const resource = getFact(facts, row, fact.resource);
  const onItsOwn = parent >= 0 ? camelAbove < 0 : !namesParent(spans, row);
  if (done === op.received && uri.hop && !onItsOwn) {
    // legacy spans name the route in which the exchange began, not the one entered here
    tree.route[row] = naming(resource, uri);
  } else if (done === op.received || onItsOwn) {
    tree.owner[row] = row;
    tree.route[row] = routeId !== emptyText ? routeId : uri.base !== emptyText ? naming(resource, uri) : getFact(facts, row, fact.name);
  } else if (routeAbove === emptyText) tree.route[row] = routeId;
}

function nameRoutes(batch: TraceBatch, routeNames: RouteNames): Placing["naming"] {
  const { words, resources } = batch;
  const known = resources.map((resource) => routeNames(textOf(words, resource.environment), textOf(words, resource.app)));
  const found: Map<number, number>[] = resources.map(() => new Map());
  return (resource, uri) => {
    const named = found[resource]?.get(uri.base);
    if (named !== undefined) return named;
    const learned = known[resource]?.get(textOf(words, uri.base).replace(/\?.*$/s, ""));
    const route = learned === undefined ? uri.route : internText(words, learned);
    found[resource]?.set(uri.base, route);
    return route;
  };
}
