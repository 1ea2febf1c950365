import { describe, test } from "vitest";
import type { LicenseState } from "#schema/license/license";
import { communityTier, licenseClaims } from "#schema/license/license";
import type { License } from "#schema/license/verify";
import type { Standing } from "#server/features/license/standing";
import { standingOf } from "#server/features/license/standing";
import { explainStanding } from "#server/features/license/explain-standing";
import type { LicenseWishes } from "#tools/license-token";
import { claimsOf } from "#tools/license-token";

const day = 86_400;
/** In the last hour of summer time in Europe, a leap year behind it. */
const exp = Date.UTC(2028, 9, 29, 0, 59, 59) / 1_000;
const issued = (exp - 400 * day) * 1_000;

function aLicense(wishes: LicenseWishes = {}): License {
  return { claims: licenseClaims.parse(claimsOf({ features: ["lineage"], limits: { users: 3 }, exp, ...wishes }, issued)), test: false };
}

function at(license: License | undefined, seconds: number, highWaterSeconds = 0): Standing {
  return standingOf(license, { nowMs: seconds * 1_000, highWaterMs: highWaterSeconds * 1_000 });
}

const boundaries: readonly (readonly [string, number, LicenseState, LicenseState, LicenseWishes])[] = [
  ["thirty days before the end", exp - 30 * day, "active", "expiring", {}],
  ["the end", exp, "expiring", "grace", {}],
  ["the end of grace", exp + 14 * day, "grace", "expired", {}],
  ["the end of a longer grace", exp + 60 * day, "grace", "expired", { grace_days: 60 }],
  ["the end without grace", exp, "expiring", "expired", { grace_days: 0 }],
  ["the end of a trial", exp, "trial", "grace", { trial: true }],
];

describe("attack 48: the edges of a license", () => {
  test.for(boundaries)("%s: a second before, on it, a second after", ([, edge, before, after, wishes], { expect }) => {
    const license = aLicense(wishes);
    expect([-1, 0, 1].map((second) => at(license, edge + second).state)).toEqual([before, after, after]);
  });

  test.for([
    ["active", exp - 100 * day, true],
    ["expiring", exp - 1, true],
    ["grace", exp, true],
    ["expired", exp + 14 * day, false],
  ] as const)("while %s what was licensed holds, or not", ([state, seconds, holds], { expect }) => {
    const standing = at(aLicense(), seconds);
    expect(standing.state).toBe(state);
    expect([standing.features.has("lineage"), standing.limits.users]).toEqual(holds ? [true, 3] : [false, communityTier.limits.users]);
  });

  test("without a license the community tier holds, whatever the clock says", ({ expect }) => {
    expect(at(undefined, 0, exp)).toMatchObject({ state: "none", tier: "COMMUNITY", limits: communityTier.limits });
  });

  test("a limit that a license leaves out is the community tier's, null is none", ({ expect }) => {
    expect(at(aLicense({ limits: { agents: null } }), exp - day).limits).toEqual({ ...communityTier.limits, agents: null });
  });
});

describe("attack 47: a clock that was set back", () => {
  test("more than a day before a time that was seen it is suspect, up to then it is a correction", ({ expect }) => {
    const seen = exp - 100 * day;
    const states = [-1, 0, 1].map((second) => at(aLicense(), seen - day + second, seen).state);
    expect(states).toEqual(["clock-suspect", "active", "active"]);
  });

  test("what was licensed at the time that was seen stays", ({ expect }) => {
    expect(at(aLicense(), exp - 300 * day, exp - 1)).toMatchObject({ state: "clock-suspect", limits: { users: 3 } });
  });

  test("it brings back neither a license that had ended nor a grace", ({ expect }) => {
    const back = [exp, exp + 13 * day, exp + 100 * day].map((seen) => at(aLicense(), exp - 300 * day, seen));
    expect(back.map(({ features, state }) => [state, features.size])).toEqual(Array.from({ length: 3 }, () => ["clock-suspect", 0]));
  });

  test("set back by less than a day it does not bring back a license that had ended", ({ expect }) => {
    expect([at(aLicense(), exp - 3_600, exp).state, at(aLicense(), exp + 14 * day - 60, exp + 14 * day).state]).toEqual([
      "grace",
      "expired",
    ]);
  });
});

test("every state is explained with what happens next", ({ expect }) => {
  const states = [
    at(undefined, exp),
    at(aLicense({ trial: true }), exp - 1),
    at(aLicense(), exp - 1),
    at(aLicense(), exp),
    at(aLicense(), exp + 99 * day),
  ];
  expect(states.map(explainStanding)).toEqual([
    expect.stringContaining("There is no license"),
    expect.stringContaining("A trial for Example Ltd until 2028-10-29"),
    expect.stringContaining("Everything stays until 2028-11-12"),
    expect.stringContaining("ended on 2028-10-29"),
    expect.stringContaining("Licensed features have stopped"),
  ]);
});
