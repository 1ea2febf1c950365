import { describe, test } from "vitest";
import { isShowing, withoutView, withStar, withView } from "#ui/features/exchanges/views/saved-view.ts";

const shown = { q: "status:failed", environment: "prod", from: "now-1h", to: "now", cols: "" };

describe("saved views", () => {
  test("are kept by name, in its order", ({ expect }) => {
    const views = withView(withView([], "Timeouts", shown), "Orders", { ...shown, q: "app:orders" });
    expect(views.map(({ name }) => name)).toEqual(["Orders", "Timeouts"]);
    expect(withoutView(views, "Orders").map(({ name }) => name)).toEqual(["Timeouts"]);
  });

  test("saved again show the new search and keep their star", ({ expect }) => {
    const starred = withStar(withView([], "Timeouts", shown), "Timeouts", true);
    expect(withView(starred, "Timeouts", { ...shown, q: "timeout" })).toEqual([
      { ...shown, q: "timeout", name: "Timeouts", starred: true },
    ]);
  });

  test("are what the list shows while nothing of it differs", ({ expect }) => {
    expect(isShowing(shown, { ...shown })).toBe(true);
    expect(isShowing(shown, { ...shown, to: "now-5m" })).toBe(false);
  });
});
