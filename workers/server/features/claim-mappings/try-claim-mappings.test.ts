import { describe, test } from "vitest";
import { createClaimMapping, previewClaimMappings, tryClaimMappings } from "#schema/contract/claim-mappings";
import { createGroup } from "#schema/contract/groups";
import { cameWith, draft } from "#test/claim-rules";
import { storeUser } from "#test/world-people";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

/** The rules of the design document, whose groups hold the role of an operator. */
const rules = [
  draft("groups contains cameleer-admins → ADMIN"),
  draft("groups contains integration-team → group Integration Developers"),
  draft("department equals ops → OPERATOR"),
  draft("department equals platform → group Platform Team"),
  draft("roles contains CameleerOperator → OPERATOR"),
];

async function withGroups(): Promise<World> {
  const world = await aWorld();
  for (const name of ["Integration Developers", "Platform Team"])
    await world.as("admin").call(createGroup, { body: { name, roles: ["VIEWER"] } });
  return world;
}

const tokenOf = (claims: object) =>
  ['{"alg":"RS256"}', JSON.stringify(claims), "x"].map((part) => Buffer.from(part).toString("base64url")).join(".");

describe("the dry run", () => {
  test.for([
    {
      who: "the Okta shaped token",
      claims: { groups: ["eng", "cameleer-admins"], department: "platform" },
      result: { roles: ["ADMIN"], groups: ["Platform Team"] },
    },
    {
      who: "the Entra shaped token",
      claims: { roles: ["CameleerOperator"], jobTitle: "Integration Developer" },
      result: { roles: ["OPERATOR"], groups: [] },
    },
  ])("gives $who exactly the roles and groups of the design document", async ({ claims, result }, { expect }) => {
    const world = await withGroups();
    const tried = await world.as("admin").call(tryClaimMappings, { body: { rules, from: { kind: "claims", claims } } });
    expect(tried.result).toMatchObject(result);
    expect(tried.claims).toEqual(claims);
  });

  test("says for each rule what it saw and why it matched or not, and writes nothing", async ({ expect }) => {
    const world = await withGroups();
    const from = { kind: "claims", claims: { groups: ["cameleer-admins"] } } as const;
    const body = { rules: [...rules.slice(0, 3), draft("groups contains x → Nobody")], from };
    const tried = await world.as("admin").call(tryClaimMappings, { body });
    expect(tried.rules).toMatchObject([
      {
        matched: true,
        seen: ["cameleer-admins"],
        detail: "groups contains cameleer-admins",
        warnings: [expect.stringContaining("Gives ADMIN")],
      },
      { matched: false, detail: "groups is there, but nothing in it contains integration-team" },
      { matched: false, seen: null, detail: "There is no claim department" },
      { matched: false, warnings: ["There is no role Nobody: the rule gives nothing."] },
    ]);
    expect(tried.result.permissions).toContain("users:write");
  });

  test("takes the saved rules when none are sent", async ({ expect }) => {
    const world = await aWorld();
    await world.as("admin").call(createClaimMapping, { body: draft("department equals ops → OPERATOR") });
    const from = { kind: "claims", claims: { department: "ops" } } as const;
    expect((await world.as("admin").call(tryClaimMappings, { body: { from } })).result.roles).toEqual(["OPERATOR"]);
  });

  test("reads a token without believing it, and says so", async ({ expect }) => {
    const world = await aWorld();
    const from = { kind: "token", token: tokenOf({ iss: "https://idp.example", department: "ops" }) } as const;
    const tried = await world.as("admin").call(tryClaimMappings, { body: { rules: rules.slice(2, 3), from } });
    expect(tried).toMatchObject({
      claims: { department: "ops" },
      result: { roles: ["OPERATOR"] },
      warnings: [expect.stringContaining("Decoded only, not verified: no identity provider is configured")],
    });
    const bad = world.as("admin").call(tryClaimMappings, { body: { rules, from: { kind: "token", token: "nonsense" } } });
    await expect(bad).rejects.toMatchObject({ code: "invalid-request", facts: { errors: [{ pointer: "/body/from/token" }] } });
  });

  test("takes a person's last claims, and knows of none for somebody local", async ({ expect }) => {
    const world = await aWorld();
    const ann = await cameWith(world, { username: "ann", claims: { department: "ops" } });
    const local = await storeUser(world.deps, { username: "bob", roles: [] });
    const tryAs = (id: string) =>
      world.as("admin").call(tryClaimMappings, { body: { rules: rules.slice(2, 3), from: { kind: "user", id } } });
    expect((await tryAs(ann)).result.roles).toEqual(["OPERATOR"]);
    await expect(tryAs(local)).rejects.toMatchObject({ code: "not-found" });
  });

  test("notes that a provider has left groups out", async ({ expect }) => {
    const world = await aWorld();
    const from = { kind: "claims", claims: { _claim_names: { groups: "src1" } } } as const;
    expect((await world.as("admin").call(tryClaimMappings, { body: { rules: [], from } })).warnings).toMatchObject([
      expect.stringContaining("groups overage"),
    ]);
  });

  test("attack 28: warns of claims that people write themselves, and of rules that cannot matter", async ({ expect }) => {
    const world = await aWorld();
    const written = [
      draft("preferred_username regex admin → VIEWER"),
      draft("email contains @acme.io → VIEWER"),
      draft("groups regex ^team- → VIEWER"),
      draft("groups equals team-a → VIEWER"),
      draft("groups regex (?<=x)y → VIEWER"),
      draft("realm..roles contains x → VIEWER"),
    ];
    const tried = await world.as("admin").call(tryClaimMappings, { body: { rules: written, from: { kind: "claims", claims: {} } } });
    expect(tried.rules.map(({ warnings }) => warnings.join(" "))).toEqual([
      expect.stringContaining("change preferred_username themselves"),
      expect.stringContaining("email_verified"),
      "",
      "Changes nothing: groups regex ^team- gives the same already.",
      expect.stringContaining("Can never match. At position 1"),
      expect.stringContaining("Can never match: a name"),
    ]);
  });
});

describe("the what-if over recent sign-ins", () => {
  test("names who would gain or lose what, and who would stop or begin to be an administrator", async ({ expect }) => {
    const world = await aWorld();
    await world.as("admin").call(createClaimMapping, { body: draft("groups contains admins → ADMIN") });
    await cameWith(world, { username: "ann", claims: { groups: ["admins"] } });
    await cameWith(world, { username: "direct", claims: { groups: ["admins"] }, roles: ["ADMIN"] });
    await cameWith(world, { username: "bob", claims: { groups: ["bosses"] } });
    await cameWith(world, { username: "unchanged", claims: { groups: ["others"] } });
    const preview = await world.as("admin").call(previewClaimMappings, { body: { rules: [draft("groups contains bosses → ADMIN")] } });
    expect(preview.considered).toBe(4);
    const changes = preview.changes.toSorted((one, other) => one.user.username.localeCompare(other.user.username));
    expect(changes).toMatchObject([
      {
        user: { username: "ann" },
        before: { roles: ["ADMIN"] },
        after: { roles: [] },
        losesAdministrator: true,
        gainsAdministrator: false,
      },
      {
        user: { username: "bob" },
        before: { roles: [] },
        after: { roles: ["ADMIN"] },
        losesAdministrator: false,
        gainsAdministrator: true,
      },
      { user: { username: "direct" }, before: { roles: ["ADMIN"] }, losesAdministrator: false },
    ]);
  });

  test("considers who came in the last thirty days", async ({ expect }) => {
    const world = await aWorld();
    await cameWith(world, { username: "ann", claims: { groups: ["admins"] } });
    world.clock.advance({ seconds: 31 * 86_400 });
    expect(await world.as("admin").call(previewClaimMappings, { body: { rules: [] } })).toEqual({ considered: 0, changes: [] });
  });
});
