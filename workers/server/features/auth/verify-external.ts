import { Problem } from "#schema/problems";
import type { Proof } from "#server/features/auth/actor-cache";
import type { Deps } from "#server/platform/deps";

/** An access token of the identity provider. */
export async function verifyExternal(_deps: Deps, _token: string): Promise<Proof> {
  throw new Problem("unauthenticated", { cause: "not a token of this server" });
}
