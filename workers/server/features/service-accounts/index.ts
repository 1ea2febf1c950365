export { isApiKey, knownPermissions } from "#server/features/service-accounts/api-key";
export { findLivingKey, noteUse } from "#server/features/service-accounts/service-accounts.store";
