export { appTokenPrefix } from "#server/features/app-tokens/app-token";
export { findHolder, removeAppToken } from "#server/features/app-tokens/app-tokens.store";
export { issueAppToken } from "#server/features/app-tokens/issue-app-token";
export { revealAppToken } from "#server/features/app-tokens/reveal-app-token";
