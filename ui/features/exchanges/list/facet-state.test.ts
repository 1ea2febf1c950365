import { describe, it } from "vitest";
import { excludedValue, facetState, onlyValue, toggledValue } from "./facet-state.ts";

const stateOf = (text: string, field: string) => {
  const { included, excluded } = facetState(text, field);
  return { included: [...included], excluded: [...excluded] };
};

describe("facets edit the query", () => {
  it("shows what the text says, however it is written", ({ expect }) => {
    expect(stateOf("app:(orders, web) NOT app:mail -app=old timeout", "app")).toEqual({
      included: ["orders", "web"],
      excluded: ["mail", "old"],
    });
  });

  it("does not show a condition that does not hold for every match", ({ expect }) => {
    expect(stateOf("app:orders OR status:failed", "app")).toEqual({ included: [], excluded: [] });
  });

  it("adds and removes a value with the checkbox, keeping the rest of the text", ({ expect }) => {
    const two = toggledValue(toggledValue("timeout", "app", "orders"), "app", "web");
    expect([stateOf(two, "app").included, two.startsWith("timeout")]).toEqual([["orders", "web"], true]);
    expect(toggledValue(toggledValue(two, "app", "web"), "app", "orders")).toBe("timeout");
  });

  it("moves a value from excluded to included and back", ({ expect }) => {
    const without = excludedValue("", "app", "web");
    expect(stateOf(without, "app")).toEqual({ included: [], excluded: ["web"] });
    expect(stateOf(toggledValue(without, "app", "web"), "app")).toEqual({ included: ["web"], excluded: [] });
    expect(excludedValue(without, "app", "web")).toBe("");
  });

  it("shows one value alone on a click and all of them on the next", ({ expect }) => {
    const alone = onlyValue("app:(orders, web) status:failed", "app", "web");
    expect(stateOf(alone, "app")).toEqual({ included: ["web"], excluded: [] });
    expect(onlyValue(alone, "app", "web")).toBe(alone.replace(/ ?app[:=]web/, ""));
  });
});
