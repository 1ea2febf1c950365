export { newSharedSecret, stepOf, digitsOf, uriOf } from "#server/features/second-factor/authenticator-app";
export { checkCode } from "#server/features/second-factor/check-code";
export { hashOfRecoveryCode, newRecoveryCodes } from "#server/features/second-factor/recovery-codes";
export { openSecret, sealSecret } from "#server/features/second-factor/sealed-secret";
export {
  confirmFactor,
  countRecoveryCodes,
  findSecondFactor,
  removeSecondFactor,
  replaceRecoveryCodes,
  storeUnconfirmed,
} from "#server/features/second-factor/second-factor.store";
