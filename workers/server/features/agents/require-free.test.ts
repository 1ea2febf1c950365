import { describe, test } from "vitest";
import { isHeld } from "#server/features/agents/require-free";

const connected = { state: "connected", link: "sse", boot: 1 } as const;

describe("attack 51: the id of an agent that is connected", () => {
  test("is not given to another process with its installation key", ({ expect }) => {
    for (const link of ["sse", "websocket", "poll"] as const) expect(isHeld({ ...connected, link }, 2)).toBe(true);
  });

  test("is given to its own process again, and to its successor once its link is gone or it is silent", ({ expect }) => {
    expect(isHeld(connected, 1)).toBe(false);
    expect(isHeld({ ...connected, link: "none" }, 2)).toBe(false);
    for (const state of ["stale", "lost", "gone"] as const) expect(isHeld({ ...connected, state }, 2)).toBe(false);
  });
});
