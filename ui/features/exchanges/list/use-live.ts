import { useCallback, useState } from "react";
import { useHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";
import type { Range } from "#ui/lib/range/range.ts";
import { endsNow } from "#ui/lib/range/range.ts";
import type { TimeRange } from "#ui/lib/range/use-time-range.ts";
import type { ChangeSearch, ListSearch } from "./use-list-search.ts";

interface Live {
  readonly live: boolean;
  /** Why it cannot be; undefined when it can. */
  readonly reason: string | undefined;
  readonly toggle: () => void;
}

/** Stopping freezes the range to what is on the screen; going on brings back the range that moved. */
export function useLive(search: ListSearch, change: ChangeSearch, time: TimeRange): Live {
  const [moving, setMoving] = useState<Range | null>(null);
  const live = search.live !== "off" && endsNow(time.range);
  const stopped = search.live === "off" && moving !== null;
  const reason = live || stopped || endsNow(time.range) ? undefined : "The time range does not end now. Choose one that does to go live.";
  const toggle = useCallback(() => {
    if (live) {
      setMoving(time.range);
      change({ live: "off", ...time.frozen() }, { replace: true });
    } else if (reason === undefined) change({ live: undefined, ...(moving ?? time.range) }, { replace: true });
  }, [live, reason, moving, time, change]);
  useHotkeys([{ keys: ".", label: "Live on or off", group: "Time", run: toggle }]);
  return { live, reason, toggle };
}
