import { describe, it } from "vitest";
import { rowTop, scrollTopFor, totalHeight, windowAt } from "./row-window.ts";

const plain = { count: 10_000, rowHeight: 32, unfolded: -1, unfoldedExtra: 168 };
const unfolded = { ...plain, unfolded: 100 };
const viewport = 600;

describe("the window of rows", () => {
  it.for([0, 31, 32, 5_000, 100 * 32 + 100, 101 * 32 + 100, 319_400, 320_000])(
    "holds everything in view at %i px",
    (scrollTop, { expect }) => {
      for (const geometry of [plain, unfolded]) {
        const { first, end } = windowAt(geometry, { scrollTop, viewport });
        expect(rowTop(geometry, first)).toBeLessThanOrEqual(scrollTop);
        expect(end === geometry.count || rowTop(geometry, end) >= scrollTop + viewport).toBe(true);
      }
    },
  );

  it("stays the same while scrolling by a row or two", ({ expect }) => {
    const at = (scrollTop: number) => windowAt(plain, { scrollTop, viewport });
    expect(at(16 * 32 + 60)).toEqual(at(16 * 32));
  });

  it("never has more rows than slots, so that elements can be reused", ({ expect }) => {
    for (let scrollTop = 0; scrollTop < 20_000; scrollTop += 37) {
      const { first, end, slots } = windowAt(unfolded, { scrollTop, viewport });
      expect(end - first).toBeLessThanOrEqual(slots);
    }
  });

  it("is empty without rows", ({ expect }) => {
    expect(windowAt({ ...plain, count: 0 }, { scrollTop: 0, viewport })).toMatchObject({ first: 0, end: 0 });
  });

  it("makes room for the unfolded row and moves down what is below it", ({ expect }) => {
    expect(totalHeight(unfolded) - totalHeight(plain)).toBe(168);
    expect([rowTop(unfolded, 100), rowTop(unfolded, 101)]).toEqual([3_200, 3_200 + 32 + 168]);
  });

  it("scrolls just far enough to show a row, and not at all when it is seen", ({ expect }) => {
    const view = { scrollTop: 320, viewport, head: 32 };
    expect(scrollTopFor(plain, 12, view)).toBeNull();
    expect(scrollTopFor(plain, 5, view)).toBe(160);
    expect(scrollTopFor(plain, 40, view)).toBe(41 * 32 + 32 - viewport);
  });
});
