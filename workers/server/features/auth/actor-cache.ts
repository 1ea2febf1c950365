import type { Epochs } from "#server/features/epochs/index";
import type { Actor } from "#server/platform/call";

/** Changes take effect in every isolate within this time. */
const epochsHoldMs = 10_000;
/** So long before, one request looks at the epochs while the others go on: a busy isolate does not ask as often as it has requests under way. */
const headStartMs = 1_000;

const capacity = 10_000;

/** What a validator has found out about a credential. */
export interface Proof {
  readonly actor: Actor;
  /** Not to be remembered beyond. */
  readonly untilMs: number;
  /** Those that it was read under; null when it rests on nothing that can change. */
  readonly epochs: Epochs | null;
}

/** What an isolate remembers of credentials it has verified, so that the next request with the same one asks nobody. */
export interface ActorCache {
  get(credential: string, nowMs: number): Proof | undefined;
  set(credential: string, proof: Proof, nowMs: number): void;
  /** Whether the caller has to look at the epochs: once towards the end of their time, and everybody after it. */
  mustLook(nowMs: number): boolean;
  /** Takes note of the epochs; who was verified under another one is forgotten. */
  noteEpochs(epochs: Epochs, nowMs: number): void;
}

export function actorCache(): ActorCache {
  const proofs = new Map<string, Proof>();
  let known: Epochs = { people: -1, machines: -1 };
  let checkedMs = Number.NEGATIVE_INFINITY;
  let lookedAfterMs = Number.NEGATIVE_INFINITY;
  const noteEpochs = (epochs: Epochs, nowMs: number): void => {
    const changed = (["people", "machines"] as const).filter((side) => epochs[side] !== known[side]);
    if (changed.length > 0) {
      for (const [credential, { actor, epochs }] of proofs)
        if (epochs !== null && changed.includes(sideOf(actor))) proofs.delete(credential);
    }
    known = epochs;
    checkedMs = nowMs;
  };
  return {
    get: (credential, nowMs) => {
      const proof = proofs.get(credential);
      return proof !== undefined && proof.untilMs > nowMs ? proof : undefined;
    },
    set: (credential, proof, nowMs) => {
      if (proof.epochs !== null) noteEpochs(proof.epochs, nowMs);
      const [oldest] = proofs.size >= capacity ? proofs.keys() : [];
      if (oldest !== undefined) proofs.delete(oldest);
      proofs.set(credential, proof);
    },
    mustLook: (nowMs) => {
      const ageMs = nowMs - checkedMs;
      if (ageMs >= epochsHoldMs) return true;
      if (ageMs < epochsHoldMs - headStartMs || lookedAfterMs === checkedMs) return false;
      lookedAfterMs = checkedMs;
      return true;
    },
    noteEpochs,
  };
}

function sideOf(actor: Actor): keyof Epochs {
  return actor.kind === "user" ? "people" : "machines";
}
