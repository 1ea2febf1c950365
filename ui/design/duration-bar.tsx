import type { Tone } from "#ui/design/badge.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { toneText } from "#ui/design/exchange-status.ts";
import { formatDuration } from "#ui/lib/format/duration.ts";

interface DurationBarProps {
  readonly micros: number;
  /** The longest of the list; its bar is full. */
  readonly longestMicros: number;
  readonly tone?: Tone;
}

/** A duration with a bar that makes outliers visible; square-root scale, so that short ones do not vanish. */
export function DurationBar({ micros, longestMicros, tone = "accent" }: DurationBarProps) {
  const share = longestMicros <= 0 ? 0 : Math.sqrt(Math.min(1, micros / longestMicros));
  return (
    <span className="flex items-center gap-2">
      <span className="w-16 shrink-0 text-right whitespace-nowrap tabular">{formatDuration(micros)}</span>
      <span aria-hidden className="h-1.5 min-w-8 grow overflow-hidden rounded-full bg-hover">
        <span
          className={classNames("block h-full rounded-full bg-current opacity-70", toneText[tone])}
          style={{ width: `${Math.max(2, share * 100)}%` }}
        />
      </span>
    </span>
  );
}
