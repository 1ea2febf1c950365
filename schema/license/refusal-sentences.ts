import type { LicenseRefusal } from "#schema/license/verify";

/** Why a license is not good here, for whoever holds it. */
export const refusalSentences: Readonly<Record<LicenseRefusal, string>> = {
  malformed: "This is not a license: it should be three parts of letters, digits, - and _ with dots between.",
  "wrong-algorithm": "It is not signed in the way licenses are.",
  "wrong-type": "It is another kind of token, not a license.",
  "unknown-key": "It is signed with a key that this version does not know. Licenses for tests are not accepted here.",
  "bad-signature": "Its signature is wrong: it was changed, or only a part of it was copied.",
  "other-audience": "It was made for another product.",
  "other-tenant": "It was made for another tenant.",
  "not-yet-valid": "It begins later. If it should be valid now, look at this server's clock.",
};
