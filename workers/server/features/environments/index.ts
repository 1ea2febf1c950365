export { requireEnvironment } from "#server/features/environments/require-environment";
