import type { RefObject } from "react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { RowGeometry, RowWindow } from "./row-window.ts";
import { scrollTopFor, windowAt } from "./row-window.ts";

interface Scrolled {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly geometry: RowGeometry;
  /** Height of what sticks above the rows. */
  readonly head: number;
}

interface Rows {
  readonly window: RowWindow;
  /** To be called when the scroller scrolls. */
  readonly follow: () => void;
  readonly show: (index: number) => void;
}

const tallScreen = 1_200;

/** The rows to render of a scrolled list; renders anew only when those change. */
export function useRowWindow({ scroller, geometry, head }: Scrolled): Rows {
  const { count, rowHeight, unfolded, unfoldedExtra } = geometry;
  const fixed = useMemo(() => ({ count, rowHeight, unfolded, unfoldedExtra }), [count, rowHeight, unfolded, unfoldedExtra]);
  const [window, setWindow] = useState(() => windowAt(fixed, { scrollTop: 0, viewport: tallScreen }));

  const follow = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const next = windowAt(fixed, { scrollTop: element.scrollTop, viewport: element.clientHeight });
    setWindow((now) => (now.first === next.first && now.end === next.end && now.slots === next.slots ? now : next));
  }, [scroller, fixed]);

  // The window depends on the size of the scroller, which is known only now.
  useLayoutEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- the size is known only once the element is in the page
    follow();
  }, [follow]);
  useEffect(() => {
    const observer = new ResizeObserver(follow);
    if (scroller.current !== null) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller, follow]);

  const show = useCallback(
    (index: number) => {
      const element = scroller.current;
      const top = element && scrollTopFor(fixed, index, { scrollTop: element.scrollTop, viewport: element.clientHeight, head });
      if (top !== null) element?.scrollTo({ top });
    },
    [scroller, fixed, head],
  );
  return { window, follow, show };
}

/** The indexes of a window with the slot whose elements each may reuse. */
export function slotsOf({ first, end, slots }: RowWindow): { readonly index: number; readonly slot: number }[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => ({ index: first + at, slot: (first + at) % slots }));
}
