import { Problem } from "#schema/problems";
import { refusalOf } from "#server/features/auth/throttle";
import { countAttempt } from "#server/features/auth/throttle.store";
import type { Deps } from "#server/platform/deps";
import { hashOfToken } from "#server/platform/opaque-token";

const perMinute = { limit: 10, windowMs: 60_000 } as const;
const mostRemembered = 10_000;

/** Counts wrong guesses at a secret per network. The database counts for all isolates; each remembers whom to refuse, so that a flood asks nobody. */
export interface GuessLimit {
  /** Throws `rate-limited` for a network that is refused at present. */
  refuse(network: string, nowMs: number): void;
  /** Counts a wrong guess; throws `rate-limited` when there were too many. */
  count(deps: Deps, network: string): Promise<void>;
}

export function guessLimit(): GuessLimit {
  const refusedUntil = new Map<string, number>();
  const refuse = (network: string, nowMs: number): void => {
    const waitMs = (refusedUntil.get(network) ?? 0) - nowMs;
    if (waitMs > 0) throw new Problem("rate-limited", { detail: "Too many wrong tokens.", retryAfterSeconds: Math.ceil(waitMs / 1_000) });
  };
  return {
    refuse,
    count: async (deps, network) => {
      const nowMs = deps.clock.now();
      refuse(network, nowMs);
      const throttle = { subject: await hashOfToken(`token|${network}`), ...perMinute };
      const counts = await countAttempt(deps.db.forTenant(deps.tenant), { ...throttle, at: nowMs });
      const refusal = refusalOf(
        counts.map((counted) => ({ throttle, counted })),
        nowMs,
      );
      if (refusal === undefined) return;
      if (refusedUntil.size >= mostRemembered) refusedUntil.clear();
      refusedUntil.set(network, nowMs + refusal.retryAfterSeconds * 1_000);
      refuse(network, nowMs);
    },
  };
}
