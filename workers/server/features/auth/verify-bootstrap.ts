import { Problem } from "#schema/problems";
import type { Proof } from "#server/features/auth/actor-cache";
import type { Deps } from "#server/platform/deps";
import { sameSecret } from "#server/platform/opaque-token";

/** What agents sign up with: the configuration's token, or a stored one (`cml_b_…`). */
export async function verifyBootstrap(deps: Deps, token: string): Promise<Proof> {
  if (!(await sameSecret(token, deps.config.bootstrapToken.reveal())))
    throw new Problem("unauthenticated", { cause: "no such bootstrap token" });
  const actor = { kind: "bootstrap", subject: "bootstrap-token", tokenId: "", environment: null } as const;
  return { actor, untilMs: Number.POSITIVE_INFINITY, epochs: null };
}
