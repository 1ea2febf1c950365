/** Why somebody was not signed in, as the sign-in page explains it. */
export type Refusal = "cancelled" | "invalid" | "unreachable" | "organization" | "no-account" | "disabled" | "limit" | "last-administrator";

/** A sign-in at the provider that came to nothing. `cause` is for the log. */
export class SignInRefused extends Error {
  readonly refusal: Refusal;
  /** Whose sign-in it was, where that is known. */
  readonly subject: string;

  constructor(refusal: Refusal, { subject = "", cause }: { readonly subject?: string; readonly cause?: unknown } = {}) {
    super(`Sign-in refused: ${refusal}`, cause === undefined ? undefined : { cause });
    this.name = "SignInRefused";
    this.refusal = refusal;
    this.subject = subject;
  }
}
