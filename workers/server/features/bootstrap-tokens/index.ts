export { tokenPrefix } from "#server/features/bootstrap-tokens/bootstrap-token";
export { findLivingToken, touchToken } from "#server/features/bootstrap-tokens/bootstrap-tokens.store";
