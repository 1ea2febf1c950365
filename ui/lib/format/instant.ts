export type Zone = "local" | "utc";

function formatter(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-CA", { hourCycle: "h23", ...(zone === "utc" && { timeZone: "UTC" }), ...options });
}

const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;

/** Formatters are costly to make and cheap to use. */
const formats = {
  local: {
    full: formatter("local", { ...day, ...clock, fractionalSecondDigits: 3 }),
    time: formatter("local", { ...clock, fractionalSecondDigits: 3 }),
    minute: formatter("local", { ...day, hour: "2-digit", minute: "2-digit" }),
  },
  utc: {
    full: formatter("utc", { ...day, ...clock, fractionalSecondDigits: 3 }),
    time: formatter("utc", { ...clock, fractionalSecondDigits: 3 }),
    minute: formatter("utc", { ...day, hour: "2-digit", minute: "2-digit" }),
  },
} as const;

/** `2026-11-22 14:03:07.120` in the zone, without its name. */
export function formatInstant(iso: string, zone: Zone): string {
  return formats[zone].full.format(Date.parse(iso)).replace(", ", " ");
}

/** `14:03:07.120` */
export function formatTime(iso: string, zone: Zone): string {
  return formats[zone].time.format(Date.parse(iso));
}

/** `2026-11-22 14:03` */
export function formatMinute(iso: string, zone: Zone): string {
  return formats[zone].minute.format(Date.parse(iso)).replace(", ", " ");
}

/** `UTC+1` or `UTC`. */
export function zoneName(zone: Zone, at: Date): string {
  if (zone === "utc") return "UTC";
  const minutes = -at.getTimezoneOffset();
  if (minutes === 0) return "UTC";
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(Math.abs(minutes) / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}

const steps: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
];

/** Clocks differ: what seems to be a few seconds ahead is now. `just now`, `8 s ago`, `5 min ago`, `in 3 h`, `12 d ago`. */
export function formatAgo(iso: string, nowMs: number): string {
  const seconds = Math.round((nowMs - Date.parse(iso)) / 1_000);
  const size = Math.abs(seconds);
  if (seconds < 2 && seconds > -5) return "just now";
  const [length, unit] = steps.find(([length]) => size >= length) ?? [1, "s"];
  const text = `${Math.floor(size / length)} ${unit}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}
