export { authenticator } from "#server/features/auth/authenticate";
export { hashPassword } from "#server/features/auth/password";
export { endSignIns } from "#server/features/auth/sessions.store";
export { insertUser, personColumns, replacePassword } from "#server/features/auth/users.store";
export { raiseEpoch } from "#server/features/epochs/index";
