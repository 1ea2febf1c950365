export { accountOf } from "#server/features/users/open-account";
