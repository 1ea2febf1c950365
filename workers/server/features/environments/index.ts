export { requireEnvironment } from "#server/features/environments/require-environment";
export type { EnvironmentRow } from "#server/features/environments/environments.store";
