export { entitlements } from "#server/features/license/entitlements";
