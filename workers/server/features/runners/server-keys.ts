import { base64url, bytesOfBase64url } from "#schema/protocol/v1/command-envelope";
import type { ServerKey } from "#schema/protocol/runner/v1/signed-change";
import type { CommandSigning } from "#server/platform/command-signing";
import type { Deps } from "#server/platform/deps";

/** The public keys of desired state, the present one first; each is endorsed by the one it replaced. */
export async function serverKeysOf(deps: Deps): Promise<ServerKey[]> {
  const keys = await deps.keys.desiredStateSigning();
  return Promise.all(
    keys.map(async (key, index) => ({ kid: key.kid, publicKey: key.publicKey, endorsement: await endorse(keys[index + 1], key) })),
  );
}

async function endorse(former: CommandSigning | undefined, { publicKey }: CommandSigning): Promise<ServerKey["endorsement"]> {
  if (former === undefined) return null;
  const sig = await crypto.subtle.sign("Ed25519", former.privateKey, bytesOfBase64url(publicKey));
  return { kid: former.kid, sig: base64url(new Uint8Array(sig)) };
}
