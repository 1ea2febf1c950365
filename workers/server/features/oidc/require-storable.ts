import { Problem } from "#schema/problems";
import type { Deps } from "#server/platform/deps";

/** Throws `managed-elsewhere` when the configuration names the identity provider. */
export function requireStorable({ oidc }: Deps["config"]): void {
  if (oidc !== undefined) throw new Problem("managed-elsewhere", { detail: "The identity provider is set by CAMELEER_OIDC_ISSUER_URI." });
}
