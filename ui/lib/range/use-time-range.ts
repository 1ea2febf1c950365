import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { prefer, preferences, usePreferences } from "#ui/lib/preferences.ts";
import type { Moment, Range, RangeMs } from "#ui/lib/range/range.ts";
import { absolute, defaultRange, forServer, freeze, resolve, shift, zoom } from "#ui/lib/range/range.ts";
import { createRangeTrail, remember } from "#ui/lib/range/range-history.ts";
import { zoneOffset } from "#ui/lib/range/zone-offset.ts";

/** Where `back` leads; shared by every user of the range on the page. */
const trail = createRangeTrail();

export interface TimeRange {
  /** As typed, from the URL. */
  readonly range: Range;
  /** What to send as `from` and `to`. Stable while the range is: good for query keys. */
  readonly query: Range;
  readonly set: (range: Range) => void;
  /** Zooms to what was brushed on a chart. */
  readonly zoomTo: (range: RangeMs) => void;
  readonly shift: (direction: 1 | -1) => void;
  readonly zoom: (factor: number) => void;
  /** One step back through the ranges seen on this page; false when there is none. */
  readonly back: () => boolean;
  /** The range with its clock stopped now. */
  readonly frozen: () => Range;
  readonly resolved: () => RangeMs | undefined;
}

/** Now, in the zone the person chose. */
export function useMoment(): () => Moment {
  const { zone } = usePreferences();
  return useMemo(() => () => ({ nowMs: Date.now(), offset: zoneOffset(zone) }), [zone]);
}

/** The page's time range: lives in the URL as `from` and `to`. */
export function useTimeRange(): TimeRange {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const moment = useMoment();
  const from = search.from ?? defaultRange.from;
  const to = search.to ?? defaultRange.to;

  return useMemo(() => {
    const range = { from, to };
    function show(next: Range) {
      void navigate({ to: ".", search: (old) => ({ ...old, from: next.from, to: next.to }) });
    }
    function set(next: Range) {
      trail.leave(range);
      prefer({ recentRanges: remember(preferences().recentRanges, next) });
      show(next);
    }
    function move(next: Range) {
      trail.leave(range);
      show(next);
    }
    function back() {
      const last = trail.back();
      if (last === undefined) return false;
      show(last);
      return true;
    }
    return {
      range,
      query: forServer(range, moment()),
      set,
      zoomTo: (brushed: RangeMs) => move(absolute(brushed)),
      shift: (direction: 1 | -1) => move(shift(range, direction, moment())),
      zoom: (factor: number) => move(zoom(range, factor, moment())),
      back,
      frozen: () => freeze(range, moment()),
      resolved: () => resolve(range, moment()),
    };
  }, [from, to, navigate, moment]);
}
