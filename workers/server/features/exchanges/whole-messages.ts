import type { PayloadRow } from "#server/features/exchanges/payload-rows";

export const parts = ["headers", "properties", "variables"] as const;
export type Part = (typeof parts)[number];
/** How places of a part are written in `removed` and `redacted`: `h:Authorization`. */
const letters: Readonly<Record<Part, string>> = { headers: "h", properties: "p", variables: "v" };

/** The message as it was when a snapshot was taken. */
export interface Message extends Readonly<Record<Part, Readonly<Record<string, string>>>> {
  readonly step: number;
  readonly phase: PayloadRow["phase"];
  readonly node: string;
  readonly redacted: ReadonlySet<string>;
  readonly body: {
    readonly type: string;
    readonly sizeBytes: number;
    readonly hash: string;
    /** Undefined when it was not captured, or is stored apart. */
    readonly text: string | undefined;
    readonly truncated: boolean;
  };
}

/** Agents send of each snapshot after the first only what changed and what was removed, and a body they have sent before not again. */
export function wholeMessages(rows: readonly PayloadRow[]): readonly Message[] {
  const whole: Message[] = [];
  for (const row of rows) whole.push(messageOf(row, whole));
  return whole;
}

export function isRedacted({ redacted }: Message, part: Part, name: string): boolean {
  return redacted.has(`${letters[part]}:${name}`);
}

function messageOf(row: PayloadRow, earlier: readonly Message[]): Message {
  const before = earlier.at(-1);
  const gone = new Set(row.removed);
  const merged = (part: Part): Record<string, string> => {
    const kept = Object.entries(before?.[part] ?? {}).filter(([name]) => !gone.has(name) && !gone.has(`${letters[part]}:${name}`));
    return { ...Object.fromEntries(kept), ...row[part] };
  };
  const body = { type: row.body_type, sizeBytes: row.body_bytes, hash: row.body_hash, truncated: row.body_truncated !== 0 };
  return {
    step: row.step,
    phase: row.phase,
    node: row.node,
    headers: merged("headers"),
    properties: merged("properties"),
    variables: merged("variables"),
    redacted: redactedOf(row, before),
    body: { ...body, text: textOf(row, earlier) },
  };
}

function textOf(row: PayloadRow, earlier: readonly Message[]): string | undefined {
  if (row.body !== "" || row.body_bytes === 0) return row.body;
  if (row.body_blob !== "" || row.body_hash === "") return undefined;
  return earlier.findLast(({ body }) => body.hash === row.body_hash)?.body.text;
}

/** A value that was not sent again is still the masked one. */
function redactedOf(row: PayloadRow, before: Message | undefined): ReadonlySet<string> {
  const sent = new Set(parts.flatMap((part) => Object.keys(row[part]).map((name) => `${letters[part]}:${name}`)));
  return new Set([...row.redacted, ...[...(before?.redacted ?? [])].filter((place) => !sent.has(place))]);
}
