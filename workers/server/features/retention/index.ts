export { removeOldTelemetry } from "#server/features/retention/remove-old-telemetry";
