import { Problem } from "#schema/problems";
import type { Actor, Context } from "#server/platform/call";

export type UserActor = Extract<Actor, { kind: "user" }>;

/** The person behind a call to an endpoint that only people may call. */
export function signedIn(ctx: Context): UserActor {
  if (ctx.actor.kind !== "user") throw new Problem("unauthenticated");
  return ctx.actor;
}

/** The session or token family that the call came with. */
export function ownSignIn({ by }: UserActor): string {
  return by.kind === "session" ? by.sessionId : by.familyId;
}
