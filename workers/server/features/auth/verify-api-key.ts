import { Problem } from "#schema/problems";
import type { Proof } from "#server/features/auth/actor-cache";
import type { Deps } from "#server/platform/deps";

/** A key of a service account: `cml_k_…`. */
export async function verifyApiKey(_deps: Deps, _token: string): Promise<Proof> {
  throw new Problem("unauthenticated", { cause: "no such API key" });
}
