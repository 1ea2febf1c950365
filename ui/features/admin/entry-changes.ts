/** One thing that a change was about, before and after it. */
export interface Change {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly changed: boolean;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What `before` and `after` of an entry's detail say, side by side; nothing when it says neither. What changed comes first. */
export function changesOf({ before, after }: Readonly<Record<string, unknown>>): readonly Change[] {
  const [left, right] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names
    .map((name) => ({ name, before: left[name], after: right[name], changed: JSON.stringify(left[name]) !== JSON.stringify(right[name]) }))
    .toSorted((one, other) => Number(other.changed) - Number(one.changed));
}

/** What else the detail says. */
export function restOf({ before: _before, after: _after, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return rest;
}

/** A value as text: words and numbers as they are, lists with commas, everything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((part) => typeof part === "string")) return value.join(", ");
  return value === undefined ? "" : JSON.stringify(value);
}
