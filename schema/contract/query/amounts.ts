import type { FieldType } from "#schema/contract/query/fields";

const microsPerUnit: Readonly<Record<string, number>> = {
  us: 1,
  µs: 1,
  ms: 1e3,
  s: 1e6,
  m: 60e6,
  min: 60e6,
  h: 3_600e6,
  d: 86_400e6,
};

const factorOfUnit: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  kB: 1e3,
  M: 1e6,
  MB: 1e6,
  G: 1e9,
  GB: 1e9,
};

/** `250ms`, `1.5s`, `2h30m` as whole microseconds; a bare number means milliseconds. Undefined when it is none. */
function durationMicros(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return safe(Number(text) * 1e3);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|µs|ms|min|[smhd])/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== text) return undefined;
  return safe(parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (microsPerUnit[unit] ?? Number.NaN), 0));
}

function safe(micros: number): number | undefined {
  const whole = Math.round(micros);
  return Number.isSafeInteger(whole) ? whole : undefined;
}

/** `100`, `-2.5`, `1.5MB`. Undefined when it is none. */
function plainNumber(text: string): number | undefined {
  const match = /^(-?\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text);
  const factor = factorOfUnit[match?.[2] ?? "?"];
  if (match === null || factor === undefined) return undefined;
  const number = Number(match[1]) * factor;
  return Number.isFinite(number) ? number : undefined;
}

/** The amount a text means in a field of that type, undefined when it means none. */
export function amountOf(type: FieldType, text: string): number | undefined {
  return type === "duration" ? durationMicros(text) : plainNumber(text);
}

export const amountHint = { duration: "a duration such as 250ms, 2s or 1m", number: "a number such as 100 or 1.5" } as const;
