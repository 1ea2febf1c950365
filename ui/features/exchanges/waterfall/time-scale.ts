export interface TimeScale {
  readonly startMicros: number;
  readonly spanMicros: number;
}

export interface BarPlace {
  /** Percent of the track. */
  readonly left: number;
  readonly width: number;
}

interface Timed {
  readonly offsetMicros: number;
  readonly durationMicros: number;
}

/** A scale from the earliest start to the latest end; never empty, so that nothing divides by zero. */
export function scaleOf(timed: readonly Timed[]): TimeScale {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { offsetMicros, durationMicros } of timed) {
    start = Math.min(start, offsetMicros);
    end = Math.max(end, offsetMicros + durationMicros);
  }
  if (timed.length === 0) return { startMicros: 0, spanMicros: 1 };
  return { startMicros: start, spanMicros: Math.max(1, end - start) };
}

export function placeOf(scale: TimeScale, { offsetMicros, durationMicros }: Timed): BarPlace {
  const left = clampPercent(((offsetMicros - scale.startMicros) / scale.spanMicros) * 100);
  const width = clampPercent((durationMicros / scale.spanMicros) * 100);
  return { left, width: Math.min(width, 100 - left) };
}

/** A tick further right would have its label cut. */
const roomForLabel = 0.95;

/** Round offsets for the axis, at most `most` of them, the first one zero. */
export function ticksOf(scale: TimeScale, most: number): number[] {
  const rough = scale.spanMicros / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const every = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? power * 10;
  const ticks: number[] = [];
  for (let tick = 0; tick < scale.spanMicros * roomForLabel; tick += every) ticks.push(tick);
  return ticks;
}

function clampPercent(value: number): number {
  return Math.min(100, Math.max(0, value));
}
