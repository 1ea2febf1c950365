import type { FormEvent } from "react";
import { useState } from "react";
import { Button } from "#ui/design/button.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import type { Zone } from "#ui/lib/format/instant.ts";
import { fromWallClock, toWallClock } from "#ui/lib/format/wall-clock.ts";
import type { Range } from "#ui/lib/range/range.ts";
import { absolute } from "#ui/lib/range/range.ts";
import type { TimeRange } from "#ui/lib/range/use-time-range.ts";
import { zoneOffset } from "#ui/lib/range/zone-offset.ts";

interface AbsoluteRangeProps {
  readonly timeRange: TimeRange;
  readonly zone: Zone;
  readonly onChoose: (range: Range) => void;
}

/** Both ends by date and clock, in the chosen zone. */
export function AbsoluteRange({ timeRange, zone, onChoose }: AbsoluteRangeProps) {
  const offset = zoneOffset(zone);
  const shown = timeRange.resolved();
  const [from, setFrom] = useState(shown === undefined ? "" : toWallClock(shown.fromMs, offset));
  const [to, setTo] = useState(shown === undefined ? "" : toWallClock(shown.toMs, offset));
  const fromMs = fromWallClock(from, offset);
  const toMs = fromWallClock(to, offset);
  const backwards = fromMs !== undefined && toMs !== undefined && fromMs >= toMs;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (fromMs !== undefined && toMs !== undefined && !backwards) onChoose(absolute({ fromMs, toMs }));
  }

  return (
    <form onSubmit={submit} className="grid grid-cols-1 items-end gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <Field label="From">
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            step={1}
            required
            value={from}
            className="px-2! text-xs!"
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
      </Field>
      <Field label="To">
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            step={1}
            required
            value={to}
            className="px-2! text-xs!"
            onChange={(event) => setTo(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={backwards}>
        Apply
      </Button>
      {backwards && <p className="col-span-full text-xs text-bad">The end must be after the start.</p>}
    </form>
  );
}
