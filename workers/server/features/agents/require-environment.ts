import { Problem } from "#schema/problems";
import type { Actor } from "#server/platform/call";

/** A bootstrap token of one environment speaks for no other. Throws `forbidden`. */
export function requireEnvironment(actor: Actor, environment: string): void {
  if (actor.kind !== "bootstrap" || actor.environment === null || actor.environment === environment) return;
  throw new Problem("forbidden", { detail: `This token is for the environment ${actor.environment}, not for ${environment}.` });
}
