import { describe, test } from "vitest";
import { expiryOf, wantsTouch } from "#server/features/auth/session";

const hour = 3_600_000;
const minute = 60_000;

describe("session", () => {
  test("ends a day after its last use", ({ expect }) => {
    expect(expiryOf({ createdAt: 0, lastSeenAt: 3 * hour })).toBe(27 * hour);
  });

  test("ends a week after it began, however much it is used", ({ expect }) => {
    expect(expiryOf({ createdAt: 0, lastSeenAt: 160 * hour })).toBe(168 * hour);
  });

  test("says every ten minutes that it is in use, not more often", ({ expect }) => {
    expect(wantsTouch({ createdAt: 0, lastSeenAt: 0 }, 10 * minute - 1)).toBe(false);
    expect(wantsTouch({ createdAt: 0, lastSeenAt: 0 }, 10 * minute)).toBe(true);
  });
});
