import type { SecretRow } from "#server/features/apps/app-secrets.store";
import type { Place } from "#server/features/apps/app-settings.store";
import { isoOf } from "#server/platform/clock";

/** As the contract shows a secret: everything but its value. */
export function shownSecret({ name, version, changedAt, changedBy }: SecretRow) {
  return { name, version, changedAt: isoOf(changedAt), changedBy };
}

/** What the ciphertext is bound to. */
export function secretPlace(
  { appId, environmentId }: Place,
  { name, version }: { readonly name: string; readonly version: number },
): string {
  return `app secret|${appId}|${environmentId}|${name}|${version}`;
}

/** Versions of the secrets that an app has now: a deleted one has none. */
export function presentVersions(newest: readonly SecretRow[]): readonly { readonly name: string; readonly version: number }[] {
  return newest.filter(({ ciphertext }) => ciphertext !== null).map(({ name, version }) => ({ name, version }));
}
