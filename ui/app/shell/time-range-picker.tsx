import { CornerDownLeft } from "lucide-react";
import type { FormEvent, ReactNode } from "react";
import { useState } from "react";
import { AbsoluteRange } from "#ui/app/shell/absolute-range.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { Field } from "#ui/design/field.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Input } from "#ui/design/input.tsx";
import { SegmentedControl } from "#ui/design/segmented-control.tsx";
import { zoneName } from "#ui/lib/format/instant.ts";
import { prefer, usePreferences } from "#ui/lib/preferences.ts";
import type { Range } from "#ui/lib/range/range.ts";
import { presets, readRange } from "#ui/lib/range/range.ts";
import { rangeLabel } from "#ui/lib/range/range-label.ts";
import type { TimeRange } from "#ui/lib/range/use-time-range.ts";
import { useMoment } from "#ui/lib/range/use-time-range.ts";

interface PickerProps {
  readonly timeRange: TimeRange;
  readonly onDone: () => void;
}

/** Type it, pick it, or set both ends. */
export function TimeRangePicker({ timeRange, onDone }: PickerProps) {
  const moment = useMoment();
  const { zone, recentRanges } = usePreferences();
  const local = zoneName("local", new Date(moment().nowMs));

  function choose(range: Range) {
    timeRange.set(range);
    onDone();
  }

  return (
    <div className="grid grid-cols-1 sm:grid-cols-[minmax(0,1fr)_11.5rem]">
      <div className="flex flex-col gap-4 p-4">
        <TypedRange onChoose={choose} />
        <AbsoluteRange key={`${timeRange.range.from} ${timeRange.range.to} ${zone}`} timeRange={timeRange} zone={zone} onChoose={choose} />
        <div className="flex items-center justify-between gap-3 border-t border-line pt-3">
          <span className="text-xs text-muted">Times are shown in</span>
          <SegmentedControl
            label="Time zone"
            value={zone}
            options={[
              { value: "local", label: local === "UTC" ? "Local" : `Local (${local})` },
              { value: "utc", label: "UTC" },
            ]}
            onChange={(chosen) => prefer({ zone: chosen })}
          />
        </div>
      </div>
      <div className="flex flex-col border-line p-2 max-sm:border-t sm:border-l">
        <RangeList title="Last" ranges={presets} current={timeRange.range} onChoose={choose} columns>
          {(range) => range.from.slice("now-".length)}
        </RangeList>
        {recentRanges.length > 0 && (
          <RangeList title="Recent" ranges={recentRanges.slice(0, 5)} current={timeRange.range} onChoose={choose}>
            {(range) => rangeLabel(range, moment())}
          </RangeList>
        )}
      </div>
    </div>
  );
}

function TypedRange({ onChoose }: { readonly onChoose: (range: Range) => void }) {
  const moment = useMoment();
  const [text, setText] = useState("");
  const [refused, setRefused] = useState(false);
  const read = text.trim() === "" ? undefined : readRange(text, moment());

  function submit(event: FormEvent) {
    event.preventDefault();
    if (read === undefined) setRefused(true);
    else onChoose(read);
  }

  const hint =
    read === undefined ? "90m · now-2h · yesterday · 2026-11-20 14:00 to 15:30 · a pasted timestamp" : rangeLabel(read, moment());
  const error = refused && read === undefined ? "This is not a time range. Try one of the examples." : undefined;
  return (
    <form onSubmit={submit}>
      <Field label="Type a range" hint={hint} error={error}>
        {(control) => (
          <div className="flex gap-1.5">
            <Input
              {...control}
              data-autofocus
              value={text}
              placeholder="now-2h"
              className="font-mono"
              onChange={(event) => setText(event.target.value)}
            />
            <IconButton type="submit" variant="plain" label="Apply" icon={<CornerDownLeft aria-hidden />} />
          </div>
        )}
      </Field>
    </form>
  );
}

interface RangeListProps {
  readonly title: string;
  readonly ranges: readonly Range[];
  readonly current: Range;
  readonly columns?: boolean;
  readonly onChoose: (range: Range) => void;
  readonly children: (range: Range) => ReactNode;
}

function RangeList({ title, ranges, current, columns = false, onChoose, children }: RangeListProps) {
  return (
    <section aria-label={`${title} ranges`}>
      <h3 className="px-2 pt-1.5 pb-1 text-2xs font-medium text-faint">{title}</h3>
      <ul className={columns ? "grid grid-cols-3 gap-0.5" : "flex flex-col gap-0.5"}>
        {ranges.map((range) => {
          const isCurrent = range.from === current.from && range.to === current.to;
          return (
            <li key={`${range.from} ${range.to}`}>
              <button
                type="button"
                aria-current={isCurrent || undefined}
                onClick={() => onChoose(range)}
                className={classNames(
                  "h-7 w-full truncate rounded-md px-2 tabular hover:bg-hover",
                  columns ? "text-center" : "text-left text-xs",
                  isCurrent && "bg-accent-soft font-medium text-accent",
                )}
              >
                {children(range)}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
