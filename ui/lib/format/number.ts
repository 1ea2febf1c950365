const whole = new Intl.NumberFormat();
const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });

/** `12,345` */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** `12.3K`: for places where width matters; show the exact count as tooltip. */
export function formatCompact(value: number): string {
  return compact.format(value);
}

/** A share of 0…1 as `0.42 %`, `12 %`; tiny but not zero is `< 0.01 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.01) return "< 0.01 %";
  const digits = percent === 0 || percent >= 9.95 ? 0 : percent >= 0.995 ? 1 : 2;
  return `${percent.toFixed(digits)} %`;
}

/** Events per second over a span as `3.2/s`, `14/min`, `2/h`. */
export function formatRate(count: number, seconds: number): string {
  if (count === 0 || seconds <= 0) return "0/s";
  const perSecond = count / seconds;
  if (perSecond >= 1) return `${threeDigits(perSecond)}/s`;
  if (perSecond * 60 >= 1) return `${threeDigits(perSecond * 60)}/min`;
  return `${threeDigits(perSecond * 3_600)}/h`;
}

function threeDigits(value: number): string {
  if (value >= 10_000) return formatCompact(value);
  if (value >= 100) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1).replace(/\.0$/, "") : value.toFixed(2).replace(/\.?0+$/, "");
}

const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** `1.5 MiB` */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1).replace(/\.0$/, "")} ${units[power]}`;
}
