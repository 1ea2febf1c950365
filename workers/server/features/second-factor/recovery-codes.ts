import { hashOfToken } from "#server/platform/opaque-token";

/** Crockford's base32: no letter looks like a digit. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const howMany = 10;
const characters = 16;

/** Ten codes of 80 random bits: `4f7k-9q2m-x0ab-77zr`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: howMany }, () => {
    const random = crypto.getRandomValues(new Uint8Array(characters));
    const text = Array.from(random, (byte) => alphabet[byte % alphabet.length]).join("");
    return (text.match(/.{4}/g) ?? []).join("-");
  });
}

/** What is stored of a code. However it was typed: case, dashes, blanks, and letters that look like digits. */
export async function hashOfRecoveryCode(userId: string, code: string): Promise<string> {
  const plain = code
    .toLowerCase()
    .replaceAll("o", "0")
    .replaceAll(/[il]/g, "1")
    .replaceAll(/[^0-9a-z]/g, "");
  return hashOfToken(`recovery code|${userId}|${plain}`);
}
