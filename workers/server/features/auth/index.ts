export { authenticator } from "#server/features/auth/authenticate";
export { usernameKey } from "#server/features/auth/person";
export { hashPassword } from "#server/features/auth/password";
export { endSignIns } from "#server/features/auth/sessions.store";
export { insertUser, personColumns, replacePassword } from "#server/features/auth/users.store";
export { raiseEpoch } from "#server/features/epochs/index";
export { signInsOf } from "#server/features/auth/list-sign-ins";
export { endIdentity, refuseEarlierTokens } from "#server/features/auth/sign-ins.store";
