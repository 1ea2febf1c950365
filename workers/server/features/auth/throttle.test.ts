import { describe, test } from "vitest";
import { refusalOf, throttlesOf } from "#server/features/auth/throttle";

const minute = 60_000;

describe("throttle", () => {
  test("names that differ in case or Unicode form only are one name", async ({ expect }) => {
    expect(await throttlesOf("Ädmin", "10.0.0.1")).toEqual(await throttlesOf("a\u0308DMIN", "10.0.0.1"));
  });

  test("another address and another name are counted apart", async ({ expect }) => {
    const [pair, address, name] = await throttlesOf("ann", "10.0.0.1");
    const [otherPair, sameAddress, otherName] = await throttlesOf("bob", "10.0.0.1");
    expect(sameAddress.subject).toBe(address.subject);
    expect(new Set([pair.subject, otherPair.subject, name.subject, otherName.subject]).size).toBe(4);
  });

  test("the limit itself passes, one more is told how long the window still lasts", async ({ expect }) => {
    const [throttle] = await throttlesOf("ann", "10.0.0.1");
    const counted = { windowStartedAt: 1_000, attempts: throttle.limit };
    expect(refusalOf([{ throttle, counted }], 1_000)).toBeUndefined();
    expect(refusalOf([{ throttle, counted: { ...counted, attempts: throttle.limit + 1 } }], 1_000 + 2 * minute)).toEqual({
      retryAfterSeconds: 180,
      first: true,
    });
  });

  test("the longest wait counts, and only the first refusal of a window is news", async ({ expect }) => {
    const [pair, , name] = await throttlesOf("ann", "10.0.0.1");
    const refusal = refusalOf(
      [
        { throttle: pair, counted: { windowStartedAt: 0, attempts: pair.limit + 2 } },
        { throttle: name, counted: { windowStartedAt: 0, attempts: name.limit + 1 } },
      ],
      0,
    );
    expect(refusal).toEqual({ retryAfterSeconds: 3_600, first: false });
  });
});
