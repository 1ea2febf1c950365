import { describe, it } from "vitest";
import type { Step } from "../detail/step-tree.ts";
import { pathSummary } from "./path-summary.ts";

const error = { errorClass: "java.io.IOException", message: "reset", stack: "" };
const steps = (count: number, failing: readonly number[] = []): Step[] =>
  Array.from(
    { length: count },
    (_, index) => ({ index, node: `n${index}`, kind: "to", error: failing.includes(index) ? error : null }) as Step,
  );
const nodes = (all: readonly Step[], failedNode = ""): string[] => pathSummary(all, failedNode).steps.map((step) => step.node);

describe("pathSummary", () => {
  it("shows a short path whole", ({ expect }) => {
    expect(nodes(steps(3))).toEqual(["n0", "n1", "n2"]);
  });

  it("shows the way up to the failure", ({ expect }) => {
    expect(nodes(steps(20, [9]), "n9")).toEqual(["n5", "n6", "n7", "n8", "n9"]);
  });

  it("prefers the node the exchange failed at to a later failure elsewhere", ({ expect }) => {
    expect(nodes(steps(20, [4, 9]), "n4").at(-1)).toBe("n4");
    expect(nodes(steps(20, [4, 9]), "gone").at(-1)).toBe("n9");
  });

  it("shows beginning and end of a long path that went well, and how much lies between", ({ expect }) => {
    expect(nodes(steps(20))).toEqual(["n0", "n1", "n2", "n3", "n19"]);
    expect(pathSummary(steps(20), "").skipped).toBe(15);
  });
});
