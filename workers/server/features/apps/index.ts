export { presentVersions } from "#server/features/apps/app-secret";
export { findNewestSecrets } from "#server/features/apps/app-secrets.store";
export type { Place } from "#server/features/apps/app-settings.store";
export { presentSettings } from "#server/features/apps/present-settings";
export { requireApp } from "#server/features/apps/require-app";
export { requirePlace } from "#server/features/apps/require-place";
export { revealSecret } from "#server/features/apps/reveal-secret";
