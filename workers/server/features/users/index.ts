export { findAccount } from "#server/features/users/find-person";
export { accountOf } from "#server/features/users/open-account";
