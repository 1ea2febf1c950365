import type { Answer } from "#schema/contract/endpoint";
import type { listPayloads } from "#schema/contract/exchanges";

export type Snapshot = Answer<typeof listPayloads>["items"][number];
type Entries = Snapshot["headers"];

export interface EntryChange {
  readonly name: string;
  readonly change: "added" | "removed" | "changed" | "same";
  readonly value: string;
  readonly before: string | null;
  readonly redacted: boolean;
}

export type Part = "headers" | "properties" | "variables";
const partLetter: Record<Part, string> = { headers: "h", properties: "p", variables: "v" };

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
  return redacted.filter((place) => !/^[hpv]:/i.test(place));
}
