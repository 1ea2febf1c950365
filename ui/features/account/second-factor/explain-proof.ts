import { Problem } from "#schema/problems";

/** Why password and code were not enough, in a sentence. */
export function explainProof(error: Error): string {
  if (!(error instanceof Problem)) return "Something unexpected happened in this browser. Reload the page and try again.";
  if (error.code === "rate-limited") return `Too many attempts. Wait ${error.facts.retryAfterSeconds ?? 60} seconds, then try again.`;
  if (error.code === "invalid-credentials" && error.facts.detail === undefined) return "The password is wrong. Is Caps Lock on?";
  return error.message;
}
