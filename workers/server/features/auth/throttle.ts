import { usernameKey } from "#server/features/auth/person";
import { networkOf } from "#server/platform/client-address";
import { hashOfToken } from "#server/platform/opaque-token";

/** One thing whose attempts are counted, and how many are let through per window. */
export interface Throttle {
  readonly subject: string;
  readonly limit: number;
  readonly windowMs: number;
}

const minute = 60_000;

/**
 * A guesser is slowed down where he is (address and name), whatever names he tries (address), and wherever he comes from (name).
 * The last is wide, so that nobody can lock a person out by knowing the name.
 */
export async function throttlesOf(username: string, address: string): Promise<readonly [Throttle, Throttle, Throttle]> {
  const key = usernameKey(username);
  const network = networkOf(address);
  return [
    { subject: await hashOfToken(`pair|${network}|${key}`), limit: 5, windowMs: 5 * minute },
    { subject: await hashOfToken(`address|${network}`), limit: 50, windowMs: 5 * minute },
    { subject: await hashOfToken(`name|${key}`), limit: 100, windowMs: 60 * minute },
  ];
}

/** Secrets of links have 256 random bits: nobody guesses one, and whoever tries is told to stop. */
export async function linkThrottleOf(address: string): Promise<Throttle> {
  return { subject: await hashOfToken(`link|${networkOf(address)}`), limit: 20, windowMs: 5 * minute };
}

export interface Counted {
  readonly attempts: number;
  readonly windowStartedAt: number;
}

export interface Refusal {
  readonly retryAfterSeconds: number;
  /** The first refused attempt of the window: the one worth an entry in the audit log. */
  readonly first: boolean;
}

/** The longest wait among the throttles that are exceeded, or undefined when the attempt may go on. */
export function refusalOf(
  pairs: readonly { readonly throttle: Throttle; readonly counted: Counted }[],
  nowMs: number,
): Refusal | undefined {
  const exceeded = pairs.filter(({ throttle, counted }) => counted.attempts > throttle.limit);
  if (exceeded.length === 0) return undefined;
  const waitMs = Math.max(...exceeded.map(({ throttle, counted }) => counted.windowStartedAt + throttle.windowMs - nowMs));
  return {
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
    first: exceeded.every(({ throttle, counted }) => counted.attempts === throttle.limit + 1),
  };
}
