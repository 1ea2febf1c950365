import { Problem } from "#schema/problems";

/** Why nobody was signed in, and what to do next. */
export function explainRefusal(error: Error): string {
  if (!(error instanceof Problem)) return "Something unexpected happened in this browser. Reload the page and try again.";
  switch (error.code) {
    case "invalid-credentials":
      return "The username or password is wrong. Is Caps Lock on?";
    case "rate-limited":
      return `Too many attempts. Wait ${error.facts.retryAfterSeconds ?? 60} seconds, then try again.`;
    case "csrf-rejected":
      return "The server did not accept this page's address. Open the product at its public address and sign in there.";
    case "store-unavailable":
      return "The server cannot be reached right now. Try again in a moment.";
    default:
      return error.message;
  }
}
