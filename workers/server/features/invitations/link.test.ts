import { describe, test } from "vitest";
import type { Link } from "#server/features/invitations/link";
import { stateOf } from "#server/features/invitations/link";

const link: Link = {
  id: "lnk_1",
  kind: "invitation",
  recipient: "Ann",
  userId: null,
  roles: [],
  groups: [],
  createdBy: "admin",
  createdAt: 10,
  expiresAt: 20,
  usedAt: null,
  revokedAt: null,
  passwordChangedAt: null,
};

describe("a link", () => {
  test("is open until it expires, to the millisecond", ({ expect }) => {
    expect([10, 19, 20].map((nowMs) => stateOf(link, nowMs))).toEqual(["open", "open", "expired"]);
  });

  test("stays used or revoked whatever the time", ({ expect }) => {
    expect([12, 99].map((nowMs) => stateOf({ ...link, usedAt: 11 }, nowMs))).toEqual(["used", "used"]);
    expect([12, 99].map((nowMs) => stateOf({ ...link, revokedAt: 11 }, nowMs))).toEqual(["revoked", "revoked"]);
  });

  test("ends when the password it is for was set otherwise", ({ expect }) => {
    expect([9, 10, 11].map((passwordChangedAt) => stateOf({ ...link, passwordChangedAt }, 12))).toEqual(["open", "open", "revoked"]);
  });
});
