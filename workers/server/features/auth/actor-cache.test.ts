import { describe, test } from "vitest";
import { actorCache } from "#server/features/auth/actor-cache";

const epochs = { people: 1, machines: 1 };

describe("how often an isolate looks at the epochs", () => {
  test("not at all for nine seconds, then one request does while the others go on", ({ expect }) => {
    const cache = actorCache();
    cache.noteEpochs(epochs, 0);
    expect(cache.mustLook(8_999)).toBe(false);
    expect([9_000, 9_001, 9_999].map(cache.mustLook)).toEqual([true, false, false]);
    cache.noteEpochs(epochs, 9_500);
    expect(cache.mustLook(18_499)).toBe(false);
    expect(cache.mustLook(18_500)).toBe(true);
  });

  test("everybody does after ten seconds, also when the one who looked got no answer", ({ expect }) => {
    const cache = actorCache();
    expect(cache.mustLook(0)).toBe(true);
    cache.noteEpochs(epochs, 0);
    expect(cache.mustLook(9_000)).toBe(true);
    expect([10_000, 10_000].map(cache.mustLook)).toEqual([true, true]);
  });
});
