import type { Answer } from "#schema/contract/endpoint";
import type { listPayloads } from "#schema/contract/exchanges";

export type Snapshot = Answer<typeof listPayloads>["items"][number];
type Entries = Snapshot["headers"];

/**
 * Snapshots made whole: after the first one, agents send only what changed and what was removed. Of a body that did not change they send the
 * size alone, so the last one of that size and type is meant.
 */
export function wholeSnapshots(items: readonly Snapshot[]): Snapshot[] {
  const whole: Snapshot[] = [];
  for (const item of inOrder(items)) {
    const before = whole.at(-1);
    if (before === undefined) whole.push(item);
    else whole.push({ ...item, body: bodyOf(item, whole), ...merged(item, before), redacted: redactedOf(item, before) });
  }
  return whole;
}

/** What left the exchange is stored beside what entered it, and comes last. */
function inOrder(items: readonly Snapshot[]): readonly Snapshot[] {
  const left = (item: Snapshot): boolean => item.step === -1 && item.phase !== "in";
  return [...items.filter((item) => !left(item)), ...items.filter(left)];
}

function merged(item: Snapshot, before: Snapshot): Pick<Snapshot, Part> {
  const gone = new Set(item.removed);
  const merge = (part: Part): Entries => {
    const kept = Object.entries(before[part]).filter(([name]) => !gone.has(name) && !gone.has(`${partLetter[part]}:${name}`));
    return { ...Object.fromEntries(kept), ...item[part] };
  };
  return { headers: merge("headers"), properties: merge("properties"), variables: merge("variables") };
}

/** A value that was not sent again is still the redacted one. */
function redactedOf(item: Snapshot, before: Snapshot): string[] {
  const sentAgain = (place: string): boolean =>
    parts.some((part) => Object.keys(item[part]).some((name) => place === `${partLetter[part]}:${name}`));
  const inherited = before.redacted.filter((place) => (isEntry(place) ? !sentAgain(place) : item.body === "" && item.bodyBytes > 0));
  return [...new Set([...item.redacted, ...inherited])];
}

function bodyOf(item: Snapshot, earlier: readonly Snapshot[]): string {
  if (item.body !== "" || item.bodyBytes === 0 || item.blob !== null) return item.body;
  return earlier.findLast((one) => one.bodyBytes === item.bodyBytes && one.bodyType === item.bodyType)?.body ?? "";
}

export interface EntryChange {
  readonly name: string;
  readonly change: "added" | "removed" | "changed" | "same";
  readonly value: string;
  readonly before: string | null;
  readonly redacted: boolean;
}

export type Part = "headers" | "properties" | "variables";
const partLetter: Record<Part, string> = { headers: "h", properties: "p", variables: "v" };
const parts = Object.keys(partLetter) as Part[];

/** Each entry of the snapshot against the one before it, by name. Without one before, everything is the same. */
export function entryChanges(part: Part, snapshot: Snapshot, before: Snapshot | null): EntryChange[] {
  const earlier = before === null ? snapshot[part] : before[part];
  const names = [...new Set([...Object.keys(snapshot[part]), ...Object.keys(earlier)])].toSorted((a, b) => a.localeCompare(b));
  return names.map((name) => ({ name, ...compared(snapshot[part], earlier, name), redacted: isRedacted(snapshot, part, name) }));
}

function compared(now: Entries, earlier: Entries, name: string): Pick<EntryChange, "change" | "value" | "before"> {
  const value = now[name];
  const before = earlier[name];
  if (value === undefined) return { change: "removed", value: before ?? "", before: before ?? null };
  if (before === undefined) return { change: "added", value, before: null };
  return { change: value === before ? "same" : "changed", value, before };
}

/** Redactions are listed as `h:Authorization` for a header and as a path for a place in the body. */
function isRedacted(snapshot: Snapshot, part: Part, name: string): boolean {
  return snapshot.redacted.includes(`${partLetter[part]}:${name}`);
}

/** The places of the body that were masked. */
export function redactedInBody({ redacted }: Snapshot): string[] {
  return redacted.filter((place) => !isEntry(place));
}

function isEntry(place: string): boolean {
  return /^[hpv]:/.test(place);
}
