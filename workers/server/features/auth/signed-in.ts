import { Problem } from "#schema/problems";
import type { Actor, Context } from "#server/platform/call";

export type UserActor = Extract<Actor, { kind: "user" }>;

/** Somebody who is signed in here: not an API key, not a token of the identity provider. */
export interface AccountActor extends UserActor {
  readonly by: Extract<UserActor["by"], { kind: "session" | "token" }>;
}

/** The caller of an endpoint for whom somebody must be signed in, by whatever credential. */
export function calledByUser(ctx: Context): UserActor {
  if (ctx.actor.kind !== "user") throw new Problem("unauthenticated");
  return ctx.actor;
}

/** The caller of an endpoint that needs an `account`. */
export function signedIn(ctx: Context): AccountActor {
  const actor = calledByUser(ctx);
  const { by } = actor;
  if (by.kind !== "session" && by.kind !== "token") throw new Problem("forbidden");
  return { ...actor, by };
}

/** The session or token family that the call came with. */
export function ownSignIn({ by }: AccountActor): string {
  return by.kind === "session" ? by.sessionId : by.familyId;
}
