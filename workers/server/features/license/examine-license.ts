import { refusalSentences } from "#schema/license/refusal-sentences";
import { Problem } from "#schema/problems";
import type { Held, HeldLicense } from "#server/features/license/held-license";
import { verifyHere } from "#server/features/license/read-held";
import type { Deps } from "#server/platform/deps";

/** A license that somebody presents. Throws `license-refused` when it is not good here. */
export async function examineLicense(deps: Deps, token: string): Promise<HeldLicense> {
  const verified = await verifyHere(deps, token, deps.clock.now());
  if (verified.ok) return { ...verified.license, token, source: "api", stored: false };
  const detail = refusalSentences[verified.why];
  throw new Problem("license-refused", { detail, errors: [{ pointer: "/body/token", detail }] });
}

/** Whether this very license holds already. Throws `conflict` when one with a higher sequence does, or another with the same. */
export function isHeld({ best }: Held, { claims, token }: HeldLicense): boolean {
  if (best === undefined || best.claims.seq < claims.seq) return false;
  if (best.claims.seq > claims.seq) {
    const detail = `Its sequence is ${claims.seq}, and a license with ${best.claims.seq} has replaced it. To go back to less, ask for a license with a higher sequence.`;
    throw new Problem("conflict", { detail });
  }
  if (best.token !== token) throw otherWith(claims.seq);
  return true;
}

export function otherWith(sequence: number): Problem {
  return new Problem("conflict", { detail: `There is another license with the sequence ${sequence}.` });
}
