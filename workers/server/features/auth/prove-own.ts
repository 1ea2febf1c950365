import { Problem } from "#schema/problems";
import type { Proven, ProvenTwice } from "#server/features/auth/sign-in";
import { proveBoth, provePassword } from "#server/features/auth/sign-in";
import { signedIn } from "#server/features/auth/signed-in";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

export interface OwnAttempt {
  readonly password: string;
  /** What is tried, for the audit log. */
  readonly action: string;
}

/** Proves the password of the account that is signed in. */
export async function proveOwnPassword(deps: Deps, ctx: Context, attempt: OwnAttempt): Promise<Proven> {
  return own(ctx, await provePassword(deps, ctx, { username: signedIn(ctx).subject, ...attempt }));
}

/** Proves password and code of the account that is signed in; where there is no second factor no code is right. */
export async function proveOwnBoth(deps: Deps, ctx: Context, attempt: OwnAttempt & { readonly code: string }): Promise<ProvenTwice> {
  const proven = own(ctx, await proveBoth(deps, ctx, { username: signedIn(ctx).subject, ...attempt }));
  if (proven.factor === "not-asked") throw new Problem("invalid-credentials", { detail: "There is no second factor." });
  return proven;
}

/** Somebody whom only their identity provider knows may be called like a local account; its password is not theirs. */
function own<P extends Proven>(ctx: Context, proven: P): P {
  if (proven.id !== signedIn(ctx).userId) throw new Problem("invalid-credentials");
  return proven;
}
