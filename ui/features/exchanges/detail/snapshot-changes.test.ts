import { describe, it } from "vitest";
import type { Snapshot } from "./snapshot-changes.ts";
import { entryChanges, redactedInBody } from "./snapshot-changes.ts";

function aSnapshot(facts: Partial<Snapshot>): Snapshot {
  return {
    step: 0,
    phase: "before",
    node: "to1",
    bodyType: "java.lang.String",
    bodyBytes: 0,
    truncated: false,
    blob: null,
    body: "",
    headers: {},
    properties: {},
    variables: {},
    removed: [],
    redacted: [],
    ...facts,
  };
}

describe("entryChanges", () => {
  const before = aSnapshot({ headers: { kept: "1", gone: "2", was: "old" } });
  const after = aSnapshot({ headers: { kept: "1", was: "new", fresh: "3" } });

  it("names what was added, changed, removed and left alone", ({ expect }) => {
    expect(entryChanges("headers", after, before).map(({ name, change }) => [name, change])).toEqual([
      ["fresh", "added"],
      ["gone", "removed"],
      ["kept", "same"],
      ["was", "changed"],
    ]);
  });

  it("shows the value before a change and the last value of what is gone", ({ expect }) => {
    const changes = entryChanges("headers", after, before);
    expect(changes.find(({ name }) => name === "was")).toMatchObject({ value: "new", before: "old" });
    expect(changes.find(({ name }) => name === "gone")).toMatchObject({ value: "2" });
  });

  it("calls nothing a change in the first snapshot", ({ expect }) => {
    expect(entryChanges("headers", after, null).every(({ change }) => change === "same")).toBe(true);
  });

  it("says which values were redacted", ({ expect }) => {
    const snapshot = aSnapshot({ headers: { Authorization: "***", Accept: "*/*" }, redacted: ["h:Authorization", "$.card.pan"] });
    expect(entryChanges("headers", snapshot, null).map(({ redacted }) => redacted)).toEqual([false, true]);
    expect(redactedInBody(snapshot)).toEqual(["$.card.pan"]);
  });
});
