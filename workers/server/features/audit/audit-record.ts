import type { Actor } from "#server/platform/call";

export interface AuditRecord {
  readonly id: string;
  /** ISO 8601 with milliseconds. */
  readonly at: string;
  /** `noun.verb` */
  readonly action: string;
  readonly actor: string;
  /** How the actor was authenticated. */
  readonly by: string;
  readonly target: string;
  readonly outcome: "success" | "failure";
  readonly ip: string;
  readonly requestId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The entry as the text that is hashed. */
export function recordText(entry: AuditRecord): string {
  const { id, at, action, actor, by, target, outcome, ip, requestId, detail } = entry;
  return JSON.stringify({ id, at, action, actor, by, target, outcome, ip, requestId, detail });
}

/** Whether the text says the same as the entry, in whatever order. */
export function saysTheSame(text: string, entry: AuditRecord): boolean {
  try {
    return canonical(JSON.parse(text)) === canonical(JSON.parse(recordText(entry)));
  } catch {
    return false;
  }
}

export function authenticatedBy(actor: Actor): string {
  if (actor.kind === "anonymous") return "none";
  return actor.kind === "user" ? actor.by.kind : actor.kind;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
