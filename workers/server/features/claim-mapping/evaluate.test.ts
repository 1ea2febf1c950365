import { describe, test } from "vitest";
import type { Rule } from "#server/features/claim-mapping/evaluate";
import { evaluate } from "#server/features/claim-mapping/evaluate";

/** `claim match value → target`; a target that begins with `grp_` is a group. */
function rule(text: string, more: Partial<Rule> = {}): Rule {
  const [, claim = "", match = "", value = "", target = ""] = /^(\S+) (\S+) (.+) → (.+)$/.exec(text) ?? [];
  return {
    claim,
    match: match as Rule["match"],
    value,
    action: target.startsWith("grp_") ? "addToGroup" : "assignRole",
    target,
    priority: 0,
    enabled: true,
    ...more,
  };
}

function rolesOf(text: string, claims: Record<string, unknown>): readonly string[] {
  return evaluate([rule(text)], claims).roles;
}

const seedRules = [
  rule("groups contains cameleer-admins → ADMIN"),
  rule("groups contains integration-team → grp_integration-developers"),
  rule("department equals ops → OPERATOR"),
];

describe("the rules of the design document", () => {
  test.for([
    { who: "an administrator", claims: { groups: ["eng", "cameleer-admins"], department: "dev" }, roles: ["ADMIN"], groups: [] },
    { who: "an integrator", claims: { groups: ["integration-team"] }, roles: [], groups: ["grp_integration-developers"] },
    { who: "an operator", claims: { groups: ["eng"], department: "ops" }, roles: ["OPERATOR"], groups: [] },
    {
      who: "all three",
      claims: { groups: ["integration-team", "cameleer-admins"], department: "ops" },
      roles: ["ADMIN", "OPERATOR"],
      groups: ["grp_integration-developers"],
    },
    { who: "nobody in particular", claims: { groups: [], department: "sales" }, roles: [], groups: [] },
  ])("give $who exactly what it says", ({ claims, roles, groups }, { expect }) => {
    expect(evaluate(seedRules, claims)).toMatchObject({ roles, groups });
  });

  test("the Okta shaped token makes an administrator of the platform team", ({ expect }) => {
    const okta = { groups: ["eng", "cameleer-admins"], department: "platform" };
    const rules = [rule("groups contains cameleer-admins → ADMIN"), rule("department equals platform → grp_platform-team")];
    expect(evaluate(rules, okta)).toMatchObject({ roles: ["ADMIN"], groups: ["grp_platform-team"] });
  });

  test("the Entra shaped token makes an operator", ({ expect }) => {
    const entra = { roles: ["CameleerOperator"], jobTitle: "Integration Developer" };
    expect(evaluate([rule("roles contains CameleerOperator → OPERATOR")], entra)).toMatchObject({ roles: ["OPERATOR"], groups: [] });
  });
});

describe("a rule", () => {
  test.for([
    ["department equals ops → R", { department: "ops" }, true],
    ["department equals ops → R", { department: "OPS" }, false],
    ["department equals ops → R", { department: ["ops"] }, true],
    ["department equals ops → R", { department: ["ops", "dev"] }, false],
    ["level equals 3 → R", { level: 3 }, true],
    ["vip equals true → R", { vip: true }, true],
    ["department contains ops → R", { department: "devops, sre" }, true],
    ["groups contains ops → R", { groups: ["devops"] }, false],
    ["groups contains 42 → R", { groups: [41, 42] }, true],
    ["groups regex ^team-\\d+$ → R", { groups: ["other", "team-7"] }, true],
    ["groups regex ^team-\\d+$ → R", { groups: ["team-x"] }, false],
    ["realm_access.roles contains a → R", { realm_access: { roles: ["a"] } }, true],
    ["https://acme\\.io/roles contains a → R", { "https://acme.io/roles": ["a"] }, true],
    ["a\\\\b equals c → R", { "a\\b": "c" }, true],
    ["groups contains a → R", { groups: { a: true } }, false],
    ["groups contains null → R", { groups: [null, { x: 1 }] }, false],
    ["groups.0 equals a → R", { groups: ["a"] }, false],
  ] as const)("%s with %o: %s", ([text, claims, matches], { expect }) => {
    expect(rolesOf(text, claims)).toEqual(matches ? ["R"] : []);
  });

  test("that is switched off gives nothing and says so", ({ expect }) => {
    const { roles, outcomes } = evaluate([rule("a equals b → R", { enabled: false })], { a: "b" });
    expect({ roles, outcomes }).toMatchObject({ roles: [], outcomes: [{ matched: false, seen: "b", detail: "The rule is switched off" }] });
  });

  test("of lower priority is named first, and what two give is given once", ({ expect }) => {
    const rules = [rule("a equals b → R", { priority: 5 }), rule("a equals b → S", { priority: 1 }), rule("a contains b → R")];
    expect(evaluate(rules, { a: "b" }).roles).toEqual(["R", "S"]);
  });

  test("says what it saw and why it did not match", ({ expect }) => {
    const [missing, other] = evaluate([rule("a equals b → R"), rule("c equals d → R")], { c: "x" }).outcomes;
    expect(missing).toMatchObject({ seen: undefined, detail: "There is no claim a" });
    expect(other).toMatchObject({ seen: "x", detail: "c is there, but nothing in it is d" });
  });
});

describe("attack 26: a pattern that eats the processor", () => {
  test("nested quantifiers are linear in the text, however long", ({ expect }) => {
    const claims = { groups: "a".repeat(100_000).concat("!") };
    expect(evaluate([rule("groups regex (a+)+! → R")], claims).roles).toEqual([]);
  });

  test("look-around is refused with its position", ({ expect }) => {
    const [outcome] = evaluate([rule("groups regex team-(?=x) → R")], { groups: ["team-x"] }).outcomes;
    expect(outcome).toMatchObject({
      matched: false,
      detail: expect.stringContaining("At position 6, `(?=`: look-around is not available"),
    });
  });

  test("a small pattern with a large program is refused", ({ expect }) => {
    const [outcome] = evaluate([rule("groups regex ((a?){30}){30} → R")], { groups: ["a"] }).outcomes;
    expect(outcome).toMatchObject({ matched: false, detail: expect.stringContaining("too large") });
  });

  test("only the first 500 values, 4,096 characters of each and 200 rules count", ({ expect }) => {
    expect(rolesOf("groups contains last → R", { groups: [...Array.from({ length: 500 }, () => "x"), "last"] })).toEqual([]);
    expect(rolesOf("text contains end → R", { text: `${"x".repeat(4_096)}end` })).toEqual([]);
    const rules = Array.from({ length: 201 }, (_, index) => rule(`a equals b → R${index}`));
    expect(evaluate(rules, { a: "b" }).roles).toHaveLength(200);
  });
});

describe("attack 28: claims that somebody writes for themselves", () => {
  test("an element of a list is compared whole", ({ expect }) => {
    expect(rolesOf("groups contains cameleer-admins → ADMIN", { groups: ["not-cameleer-admins", "cameleer-admins-2"] })).toEqual([]);
  });

  test.for([undefined, false, "true"])("an e-mail address counts only when the provider has verified it: %o", (verified, { expect }) => {
    const claims = { email: "eve@acme.io", email_verified: verified };
    expect(rolesOf("email regex @acme\\.io$ → ADMIN", claims)).toEqual([]);
    expect(rolesOf("email regex @acme\\.io$ → ADMIN", { ...claims, email_verified: true })).toEqual(["ADMIN"]);
  });
});

describe("attack 29: names that every object has", () => {
  test.for(["__proto__.x", "constructor", "constructor.name", "toString", "groups.length", "a.__proto__.y"])(
    "%s is not there",
    (claim, { expect }) => {
      const [outcome] = evaluate([rule(`${claim} regex . → ADMIN`)], { groups: ["a"], a: {} }).outcomes;
      expect(outcome).toMatchObject({ matched: false, seen: undefined });
    },
  );

  test("they are there when the provider sent them", ({ expect }) => {
    expect(rolesOf("__proto__.x equals y → R", JSON.parse('{"__proto__":{"x":"y"}}') as Record<string, unknown>)).toEqual(["R"]);
  });
});
