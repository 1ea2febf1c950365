import { Problem } from "#schema/problems";
import { isCommonPassword } from "#server/features/auth/common-passwords";
import { usernameKey } from "#server/features/auth/person";

export interface PasswordFor {
  readonly username: string;
  /** Where in the request the password stands. */
  readonly pointer: string;
}

/** What must be left of a password without the username in it. */
const ownCharacters = 6;

/** Throws `invalid-request` for a new password that guessers try first. Its length is the contract's matter. */
export function requireGoodPassword(password: string, { username, pointer }: PasswordFor): void {
  const reason = weaknessOf(password, username);
  if (reason !== undefined) throw new Problem("invalid-request", { detail: reason, errors: [{ pointer, detail: reason }] });
}

/** Why a password is refused, as a sentence, or undefined. */
export function weaknessOf(password: string, username: string): string | undefined {
  if (isCommonPassword(password)) return "This is one of the passwords that are tried first.";
  const plain = usernameKey(password);
  const rest = plain.replaceAll(usernameKey(username), "");
  if (rest !== plain && rest.length < ownCharacters) return "This is little more than the username.";
  return undefined;
}
