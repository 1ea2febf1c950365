import type { LicenseState } from "#schema/license/license";
import { dateText } from "#server/features/license/date-text";
import type { Standing } from "#server/features/license/standing";

const untouched = "Sign-in, audit, export and running apps are never affected, and nothing is removed.";

const sentences: Readonly<Record<LicenseState, (facts: { customer: string; end: string; grace: string }) => string>> = {
  none: () => "There is no license. Everything works but the licensed features, within the limits of the community tier.",
  trial: ({ customer, end }) => `A trial for ${customer} until ${end}. After that the community tier holds. ${untouched}`,
  active: ({ customer, end }) => `Licensed to ${customer} until ${end}.`,
  expiring: ({ customer, end, grace }) =>
    `The license of ${customer} ends on ${end}. Everything stays until ${grace}; then licensed features stop and the community tier's limits hold. ${untouched}`,
  grace: ({ end, grace }) =>
    `The license ended on ${end}. Everything stays until ${grace}; then licensed features stop and the community tier's limits hold. ${untouched}`,
  expired: ({ end }) =>
    `The license ended on ${end}. Licensed features have stopped, and the community tier's limits hold for what is new. ${untouched}`,
  "clock-suspect": ({ end }) =>
    `This server's clock stands more than a day before a time it has seen. What was licensed until then stays, and there is no grace after ${end}. Set the clock right, or apply a newer license. ${untouched}`,
};

/** What holds now and what happens next, in sentences for people. */
export function explainStanding({ state, license, expiresAtMs = 0, graceEndsAtMs = 0 }: Standing): string {
  const customer = license?.claims.sub ?? "";
  const said = sentences[state]({ customer, end: dateText(expiresAtMs), grace: dateText(graceEndsAtMs) });
  return license?.test === true ? `${said} It is a test license: anybody can sign one.` : said;
}
