import { describe, it } from "vitest";
import type { Snapshot } from "./snapshot-changes.ts";
import { entryChanges, redactedInBody, wholeSnapshots } from "./snapshot-changes.ts";

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

describe("wholeSnapshots", () => {
  const first = aSnapshot({ headers: { a: "1", b: "2" }, variables: { v: "x" }, body: "hello", bodyBytes: 5 });

  it("keeps what a later snapshot does not mention", ({ expect }) => {
    expect(wholeSnapshots([first, aSnapshot({ headers: { b: "3" } })]).at(1)).toMatchObject({
      headers: { a: "1", b: "3" },
      variables: { v: "x" },
    });
  });

  it("drops what was removed", ({ expect }) => {
    expect(wholeSnapshots([first, aSnapshot({ removed: ["a", "v:v"] })]).at(1)).toMatchObject({ headers: { b: "2" }, variables: {} });
  });

  it("remembers that a value which was not sent again is redacted", ({ expect }) => {
    const secret = aSnapshot({ headers: { token: "***" }, redacted: ["h:token", "$.pan"], body: "{}", bodyBytes: 2 });
    const [, kept, sent] = wholeSnapshots([
      secret,
      aSnapshot({ bodyBytes: 2 }),
      aSnapshot({ headers: { token: "open" }, body: "x", bodyBytes: 1 }),
    ]);
    expect([kept?.redacted, sent?.redacted]).toEqual([["h:token", "$.pan"], []]);
  });

  it("puts what left the exchange last", ({ expect }) => {
    const items = [aSnapshot({ step: -1, phase: "in" }), aSnapshot({ step: -1, phase: "out" }), aSnapshot({ step: 3 })];
    expect(wholeSnapshots(items).map(({ step, phase }) => `${step} ${phase}`)).toEqual(["-1 in", "3 before", "-1 out"]);
  });

  it("repeats a body that was not sent again", ({ expect }) => {
    expect(wholeSnapshots([first, aSnapshot({ bodyBytes: 5 }), aSnapshot({ bodyBytes: 0 })]).map((one) => one.body)).toEqual([
      "hello",
      "hello",
      "",
    ]);
  });
});
