import type { AccessToken, Verdict } from "#server/platform/access-tokens";
import { signAccessToken, verifyAccessToken } from "#server/platform/access-tokens";
import type { Clock } from "#server/platform/clock";
import type { CommandSigning } from "#server/platform/command-signing";
import { commandSigningOf, signingOf } from "#server/platform/command-signing";
import { decryptAtRest, encryptAtRest } from "#server/platform/encryption-at-rest";
import type { DerivedKeys } from "#server/platform/derived-keys";
import { deriveKeys } from "#server/platform/derived-keys";
import { base64url, newOpaqueToken } from "#server/platform/opaque-token";
import type { Secret } from "#server/platform/secret";

/** Every key of the server, by what it is for. All are derived from `CAMELEER_SECRET`. */
export interface Keys {
  signAccessToken(token: AccessToken): Promise<string>;
  verifyAccessToken(token: string): Promise<Verdict>;
  commandSigning(): Promise<CommandSigning>;
  /** Keys that sign the desired state of runners: the present one first, then those it replaced. */
  desiredStateSigning(): Promise<readonly [CommandSigning, ...CommandSigning[]]>;
  /** Encrypts a text for storage; `place` says where it belongs, and it opens nowhere else. */
  encrypt(text: string, place: string): Promise<string>;
  /** Throws when the text was changed, is for another place, or its key is gone. */
  decrypt(ciphertext: string, place: string): Promise<string>;
  /** What a browser must send back in `x-csrf-token`; the same for as long as its session lives. */
  csrfToken(sessionId: string): Promise<string>;
}

export interface KeyRing {
  /** The present secret and those it replaced. */
  readonly secrets: readonly [Secret, ...Secret[]];
  readonly tenant: string;
  readonly clock: Clock;
}

export function keysOf({ secrets, tenant, clock }: KeyRing): Keys {
  let derived: readonly [DerivedKeys, ...DerivedKeys[]] | undefined;
  let signing: CommandSigning | undefined;
  let desired: readonly [CommandSigning, ...CommandSigning[]] | undefined;
  const all = async (): Promise<readonly [DerivedKeys, ...DerivedKeys[]]> => {
    const [present, ...former] = secrets;
    derived ??= [await deriveKeys(present, tenant), ...(await Promise.all(former.map((secret) => deriveKeys(secret, tenant))))];
    return derived;
  };
  const present = async (): Promise<DerivedKeys> => (await all())[0];
  return {
    signAccessToken: async (token) =>
      signAccessToken({ keys: await present(), tenant, nowMs: clock.now(), tokenId: newOpaqueToken("") }, token),
    verifyAccessToken: async (token) => verifyAccessToken(await all(), tenant, { token, nowMs: clock.now() }),
    commandSigning: async () => (signing ??= await commandSigningOf(await present())),
    desiredStateSigning: async () => {
      const [first, ...former] = await all();
      const keyOf = (keys: DerivedKeys): Promise<CommandSigning> => signingOf(keys, { prefix: "d-", purpose: "desired state signing" });
      desired ??= [await keyOf(first), ...(await Promise.all(former.map(keyOf)))];
      return desired;
    },
    encrypt: async (text, place) => encryptAtRest(await present(), text, place),
    decrypt: async (ciphertext, place) => decryptAtRest(await all(), ciphertext, place),
    csrfToken: async (sessionId) => authenticate(await (await present()).bytes("csrf tokens"), sessionId),
  };
}

async function authenticate(key: Uint8Array, text: string): Promise<string> {
  const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", hmac, new TextEncoder().encode(text))));
}
