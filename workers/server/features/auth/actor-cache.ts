import type { Actor } from "#server/platform/call";

/** Changes of users, roles and sessions take effect in every isolate within this time. */
const epochHoldsMs = 10_000;

const capacity = 10_000;

interface Entry {
  readonly actor: Actor;
  readonly untilMs: number;
}

/** What an isolate remembers of credentials it has verified, so that the next request with the same one asks nobody. */
export interface ActorCache {
  get(credential: string, nowMs: number): Actor | undefined;
  set(credential: string, actor: Actor, untilMs: number): void;
  /** Whether what is known of people was checked against the epoch lately. */
  isCurrent(nowMs: number): boolean;
  /** Takes note of the epoch; people verified in an older one are forgotten. */
  noteEpoch(epoch: number, nowMs: number): void;
}

export function actorCache(): ActorCache {
  const entries = new Map<string, Entry>();
  let epoch = -1;
  let checkedMs = Number.NEGATIVE_INFINITY;
  return {
    get: (credential, nowMs) => {
      const entry = entries.get(credential);
      return entry !== undefined && entry.untilMs > nowMs ? entry.actor : undefined;
    },
    set: (credential, actor, untilMs) => {
      const [oldest] = entries.size >= capacity ? entries.keys() : [];
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(credential, { actor, untilMs });
    },
    isCurrent: (nowMs) => nowMs - checkedMs < epochHoldsMs,
    noteEpoch: (seen, nowMs) => {
      if (seen !== epoch) for (const [credential, { actor }] of entries) if (actor.kind === "user") entries.delete(credential);
      epoch = seen;
      checkedMs = nowMs;
    },
  };
}
