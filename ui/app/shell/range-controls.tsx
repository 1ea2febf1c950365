import { ChevronDown, ChevronLeft, ChevronRight, Clock, ZoomIn, ZoomOut } from "lucide-react";
import { TimeRangePicker } from "#ui/app/shell/time-range-picker.tsx";
import { buttonClass } from "#ui/design/button.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Popover } from "#ui/design/popover.tsx";
import { zoneName } from "#ui/lib/format/instant.ts";
import { useHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";
import { usePreferences } from "#ui/lib/preferences.ts";
import { endsNow } from "#ui/lib/range/range.ts";
import { rangeLabel } from "#ui/lib/range/range-label.ts";
import type { TimeRange } from "#ui/lib/range/use-time-range.ts";
import { useMoment, useTimeRange } from "#ui/lib/range/use-time-range.ts";

const pickerId = "time-range";

/** The time range of the page with buttons for everything that the keys do. */
export function RangeControls() {
  const timeRange = useTimeRange();
  const moment = useMoment();
  const { zone } = usePreferences();
  useRangeHotkeys(timeRange);
  const { range } = timeRange;
  return (
    <div role="group" aria-label="Time range" className="flex min-w-0 items-center">
      <IconButton
        label="Earlier"
        keys="["
        icon={<ChevronLeft aria-hidden />}
        onClick={() => timeRange.shift(-1)}
        className="max-lg:hidden"
      />
      <Popover
        id={pickerId}
        label="Time range"
        placement="bottom-end"
        className="w-[42rem]"
        trigger={(trigger) => (
          <button
            type="button"
            {...trigger}
            data-tooltip="Time range"
            data-tooltip-keys="t"
            className={classNames(buttonClass(), "min-w-0 shrink! px-2.5!")}
          >
            <Clock aria-hidden className="size-3.5 shrink-0 text-muted" />
            <span className="truncate tabular">{rangeLabel(range, moment())}</span>
            <span className="text-2xs text-faint max-sm:hidden">{zoneName(zone, new Date(moment().nowMs))}</span>
            <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted max-sm:hidden" />
          </button>
        )}
      >
        {(close) => <TimeRangePicker timeRange={timeRange} onDone={close} />}
      </Popover>
      <IconButton
        label={endsNow(range) ? "Later (already at now)" : "Later"}
        keys="]"
        icon={<ChevronRight aria-hidden />}
        onClick={() => timeRange.shift(1)}
        disabled={endsNow(range)}
        className="max-lg:hidden"
      />
      <IconButton label="Zoom out" keys="-" icon={<ZoomOut aria-hidden />} onClick={() => timeRange.zoom(2)} className="max-lg:hidden" />
      <IconButton label="Zoom in" keys="=" icon={<ZoomIn aria-hidden />} onClick={() => timeRange.zoom(0.5)} className="max-lg:hidden" />
    </div>
  );
}

function useRangeHotkeys(timeRange: TimeRange): void {
  useHotkeys([
    { keys: "t", label: "Choose a time range", group: "Time", run: () => document.getElementById(pickerId)?.showPopover() },
    { keys: "[", label: "Earlier by one window", group: "Time", run: () => timeRange.shift(-1) },
    { keys: "]", label: "Later by one window", group: "Time", run: () => timeRange.shift(1) },
    { keys: "-", label: "Zoom out", group: "Time", run: () => timeRange.zoom(2) },
    { keys: "=", label: "Zoom in", group: "Time", run: () => timeRange.zoom(0.5) },
    { keys: "z", label: "Back to the range before", group: "Time", run: () => void timeRange.back() },
  ]);
}
