import type { Place } from "#server/features/apps/index";

export const appTokenPrefix = "cml_a_";

/** What the ciphertext is bound to. */
export function appTokenPlace({ appId, environmentId }: Place, version: number): string {
  return `app token|${appId}|${environmentId}|${version}`;
}
