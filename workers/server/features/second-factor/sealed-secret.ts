import type { Deps } from "#server/platform/deps";
import { placeOf } from "#server/platform/place";

/** The shared secret as it is stored, and back. */
export function sealSecret(deps: Deps, userId: string, sharedSecret: string): Promise<string> {
  return deps.keys.encrypt(sharedSecret, placeFor(deps, userId));
}

export function openSecret(deps: Deps, userId: string, sealedSecret: string): Promise<string> {
  return deps.keys.decrypt(sealedSecret, placeFor(deps, userId));
}

function placeFor({ tenant }: Deps, userId: string): string {
  return placeOf({ tenant, table: "second_factors", row: userId, column: "sealed_secret" });
}
