import { describe, it } from "vitest";
import { initiallySelected, isInitiallyOpen } from "./initial-tree.ts";
import type { Step, StepNode } from "./step-tree.ts";
import { stepTree } from "./step-tree.ts";

function aStep(index: number, facts: Partial<Step> = {}): Step {
  return {
    index,
    parent: -1,
    node: `node${index}`,
    kind: "to",
    label: "",
    route: "orders",
    uri: "",
    status: "completed",
    offsetMicros: index * 10,
    durationMicros: 10,
    iteration: -1,
    attempt: 0,
    branch: "",
    exchangeId: "E-1",
    thread: "main",
    changed: [],
    error: null,
    ...facts,
  };
}

/** A split (step 0) over `passes` items of one step each; the named ones fail. */
function aSplit(passes: number, failing: readonly number[] = []): Step[] {
  const body = Array.from({ length: passes }, (_, iteration) =>
    aStep(iteration + 1, { parent: 0, iteration, status: failing.includes(iteration) ? "failed" : "completed" }),
  );
  return [aStep(0, { kind: "split", durationMicros: passes * 20 }), ...body];
}

const outline = (nodes: readonly StepNode[]): unknown[] =>
  nodes.map((node) => (node.children.length === 0 ? node.key : { [node.key]: outline(node.children) }));

const first = (nodes: readonly StepNode[]): StepNode => nodes.slice(0, 1).reduce((_, node) => node, {} as StepNode);

describe("stepTree", () => {
  it("nests steps under the step that ran them", ({ expect }) => {
    const tree = stepTree([aStep(0, { kind: "choice" }), aStep(1, { parent: 0 }), aStep(2, { parent: 1 }), aStep(3)]);
    expect(outline(tree)).toEqual([{ s0: [{ s1: ["s2"] }] }, "s3"]);
  });

  it("puts a step whose parent was dropped at the top instead of losing it", ({ expect }) => {
    expect(outline(stepTree([aStep(0), aStep(5, { parent: 3 })]))).toEqual(["s0", "s5"]);
  });

  it("is not led into a loop by a step that names itself or a later one as its parent", ({ expect }) => {
    expect(outline(stepTree([aStep(0, { parent: 1 }), aStep(1, { parent: 1 })]))).toEqual(["s0", "s1"]);
  });

  it("makes few iterations nodes in order", ({ expect }) => {
    expect(outline(stepTree(aSplit(3, [1])))).toEqual([{ s0: [{ "i0.0": ["s1"] }, { "i0.1": ["s2"] }, { "i0.2": ["s3"] }] }]);
  });

  it("lists the failed ones of many iterations first and folds the others", ({ expect }) => {
    const split = first(stepTree(aSplit(57, [20, 41])));
    expect(split.children.map((node) => node.key)).toEqual(["i0.20", "i0.41", "r0"]);
    expect(split.children.at(-1)).toMatchObject({ kind: "rest", count: 55, status: "completed" });
  });

  it("counts iterations and failures on the split", ({ expect }) => {
    expect(first(stepTree(aSplit(57, [20, 41])))).toMatchObject({ iterations: { total: 57, failed: 2 } });
  });

  it("counts an iteration as failed once, however many of its steps failed", ({ expect }) => {
    const steps = [aStep(0), ...[0, 0, 1].map((iteration, at) => aStep(at + 1, { parent: 0, iteration, status: "failed" }))];
    expect(first(stepTree(steps))).toMatchObject({ iterations: { total: 2, failed: 2 } });
  });

  it("spans an iteration from its first start to its last end and takes the worst status", ({ expect }) => {
    const steps = [
      aStep(0),
      aStep(1, { parent: 0, iteration: 0, offsetMicros: 100, durationMicros: 50 }),
      aStep(2, { parent: 0, iteration: 0, offsetMicros: 150, durationMicros: 100, status: "handled" }),
      aStep(3, { parent: 0, iteration: 1 }),
    ];
    expect(first(stepTree(steps)).children.at(0)).toMatchObject({ offsetMicros: 100, durationMicros: 150, status: "handled" });
  });

  it("tells the branches of a multicast from the passes of a split", ({ expect }) => {
    const multicast = [aStep(0, { kind: "multicast" }), aStep(1, { parent: 0, iteration: 0 }), aStep(2, { parent: 0, iteration: 1 })];
    expect(first(stepTree(multicast)).children).toMatchObject([{ isBranch: true }, { isBranch: true }]);
    expect(first(stepTree(aSplit(2))).children).toMatchObject([{ isBranch: false }, { isBranch: false }]);
  });

  it("says whether the folded iterations are all there are", ({ expect }) => {
    expect(first(stepTree(aSplit(9))).children).toMatchObject([{ kind: "rest", count: 9, isAll: true }]);
    expect(first(stepTree(aSplit(9, [3]))).children.at(-1)).toMatchObject({ kind: "rest", count: 8, isAll: false });
  });

  it("does not make a level of its own for a split of one item", ({ expect }) => {
    expect(outline(stepTree(aSplit(1)))).toEqual([{ s0: ["s1"] }]);
  });
});

describe("what is open at first", () => {
  it("is every processor and every iteration in trouble, but no fold", ({ expect }) => {
    const split = first(stepTree(aSplit(57, [20])));
    expect([split, ...split.children].map((node) => [node.key, isInitiallyOpen(node)])).toEqual([
      ["s0", true],
      ["i0.20", true],
      ["r0", false],
    ]);
  });

  it("selects the innermost failed step, not the route around it", ({ expect }) => {
    const error = { errorClass: "java.io.IOException", message: "reset", stack: "" };
    const steps = [aStep(0, { status: "failed", error }), aStep(1, { parent: 0 }), aStep(2, { parent: 0, status: "failed", error })];
    expect(initiallySelected(stepTree(steps), "node2")).toBe("s2");
    expect(initiallySelected(stepTree(steps), "unknown")).toBe("s2");
  });

  it("selects the first step of an exchange that went well", ({ expect }) => {
    expect(initiallySelected(stepTree([aStep(0), aStep(1)]), "")).toBe("s0");
  });
});
