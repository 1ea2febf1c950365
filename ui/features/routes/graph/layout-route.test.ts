import { array, assert, constant, constantFrom, letrec, oneof, property, record } from "fast-check";
import { expect, test } from "vitest";
import type { Box } from "#ui/features/routes/graph/layout-route.ts";
import { layoutRoute } from "#ui/features/routes/graph/layout-route.ts";
import { middleCut } from "#ui/features/routes/graph/middle-cut.ts";
import type { RouteNode } from "#ui/features/routes/graph/route-tree.ts";
import { routeTree } from "#ui/features/routes/graph/route-tree.ts";

const node = (kind: string, parts: Partial<RouteNode> = {}): RouteNode => ({
  id: kind,
  kind,
  label: "",
  steps: [],
  branches: [],
  ...parts,
});

const { nodes: someRoute } = letrec<{ node: RouteNode; nodes: RouteNode[] }>((tie) => ({
  node: record({
    id: constant("id"),
    kind: constantFrom("to", "choice", "split", "onException"),
    label: constant("label"),
    steps: oneof({ maxDepth: 2 }, constant([]), tie("nodes")),
    branches: oneof({ maxDepth: 2 }, constant([]), tie("nodes")),
  }),
  nodes: array(tie("node"), { maxLength: 3 }),
}));

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

test("boxes lie apart or one in the other, and all within the drawing", () => {
  assert(
    property(someRoute, (nodes) => {
      const drawing = layoutRoute(nodes);
      const page = { ...drawing, x: 0, y: 0, node: node("page"), container: true };
      const pairs = drawing.boxes.flatMap((a, at) => drawing.boxes.slice(at + 1).map((b) => [a, b] as const));
      expect(pairs.filter(([a, b]) => overlap(a, b) && !inside(a, b))).toEqual([]);
      expect(drawing.boxes.filter((box) => !inside(page, box))).toEqual([]);
    }),
    { seed: 7, numRuns: 25 },
  );
});

test("a sequence runs downwards and is wired", () => {
  const { boxes, wires } = layoutRoute([node("from"), node("to")]);
  expect(boxes.map(({ y }) => y)).toEqual([0, 66]);
  expect(wires).toEqual([{ from: { x: 104, y: 44 }, to: { x: 104, y: 66 } }]);
});

test("branches lie side by side in the frame of their choice", () => {
  const [choice, when, otherwise] = layoutRoute([node("choice", { branches: [node("when"), node("otherwise")] })]).boxes;
  expect(choice?.container).toBe(true);
  expect(when?.y).toBe(otherwise?.y);
});

test("error handling lies beside the route, not after it", () => {
  const { wires, boxes } = layoutRoute([node("from"), node("to"), node("onException", { steps: [node("log")] })]);
  expect(wires).toHaveLength(1);
  expect(boxes.find((box) => box.node.kind === "onException")?.y).toBe(0);
});

test("a flat graph becomes a tree in the order of the route", () => {
  const flat = (id: string, kind: string, parent: number) => ({ id, kind, label: "", parent, source: "", uri: "direct:x" });
  const tree = routeTree({ nodes: [flat("c", "choice", -1), flat("w", "when", 0), flat("t", "to", 1), flat("e", "to", -1)] });
  expect(tree.map(({ id }) => id)).toEqual(["c", "e"]);
  expect(tree[0]?.branches[0]?.steps[0]?.label).toBe("direct:x");
});

test("a graph that contains itself is drawn without it", () => {
  expect(routeTree({ nodes: [{ id: "a", kind: "split", label: "", parent: 0, source: "", uri: "" }] })).toEqual([]);
});

test("a long label keeps both ends", () => {
  expect(middleCut("https://payments.example/charge", 15)).toBe("https://…charge");
  expect(middleCut("short", 15)).toBe("short");
});
