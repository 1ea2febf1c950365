/** `850 µs`, `12.4 ms`, `1.25 s`, `2 min 5 s`, `3 h 12 min`, `2 d 4 h`: three digits that matter. */
export function formatDuration(micros: number): string {
  if (micros < 1_000) return `${Math.round(micros)} µs`;
  if (micros < 999_500) return `${significant(micros / 1_000)} ms`;
  if (micros < 59_950_000) return `${significant(micros / 1_000_000)} s`;
  const seconds = Math.round(micros / 1_000_000);
  if (seconds < 3_600) return pair([Math.floor(seconds / 60), "min"], [seconds % 60, "s"]);
  const minutes = Math.round(seconds / 60);
  if (minutes < 1_440) return pair([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
  const hours = Math.round(minutes / 60);
  return pair([Math.floor(hours / 24), "d"], [hours % 24, "h"]);
}

function significant(value: number): string {
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return value.toFixed(digits).replace(/\.0+$|(\.\d*?)0+$/, "$1");
}

type Part = readonly [number, string];

function pair(large: Part, small: Part): string {
  return [large, small].flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(" ");
}
