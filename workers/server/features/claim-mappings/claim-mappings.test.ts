import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { createClaimMapping, deleteClaimMapping, listClaimMappings, updateClaimMapping } from "#schema/contract/claim-mappings";
import { createGroup, createRole } from "#schema/contract/groups";
import { deleteUser, getUser, listUsers } from "#schema/contract/users";
import { cameWith, draft, given } from "#test/claim-rules";
import { signedIn } from "#test/somebody";
import { storeUser } from "#test/world-people";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";

const make = (caller: Caller, text: string) => caller.call(createClaimMapping, { body: draft(text) });

/** Somebody who may change the rules and nothing else. */
async function aRuleKeeper(world: World): Promise<Caller> {
  const permissions = ["claim-mappings:write", "oidc:read", "logs:read"] as const;
  const role = await world.as("admin").call(createRole, { body: { name: "Rule keepers", permissions: [...permissions] } });
  await storeUser(world.deps, { username: "eve", roles: [role.id] });
  return signedIn(world, "eve");
}

describe("rules", () => {
  test("are listed in their order, with what they give by name, and how many hold it", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const group = await admin.call(createGroup, { body: { name: "Integration Developers", roles: ["OPERATOR"] } });
    const second = await admin.call(createClaimMapping, { body: draft("department equals ops → OPERATOR", { priority: 10 }) });
    const first = await make(admin, "groups contains integration-team → group Integration Developers");
    await given(world, first, await storeUser(world.deps, { username: "ann", roles: [] }));
    expect((await admin.call(listClaimMappings, {})).items).toEqual([
      { ...first, target: "Integration Developers", targetId: group.id, holders: 1 },
      { ...second, priority: 10, enabled: true, holders: 0, warnings: [] },
    ]);
  });

  test("are changed part by part, and the audit log says what was before", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const { id } = await make(admin, "groups contains a → VIEWER");
    const changed = await admin.call(updateClaimMapping, { params: { id }, body: { value: "b", priority: -5 } });
    expect(changed).toMatchObject({ claim: "groups", value: "b", target: "VIEWER", priority: -5, enabled: true });
    const { items } = await admin.call(listAudit, { query: { action: "claim-mapping.update" } });
    expect(items).toMatchObject([{ target: id, detail: { before: { value: "a", priority: 0 }, after: { value: "b", priority: -5 } } }]);
  });

  test("that are deleted take away what they gave, and nothing else", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const ann = await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
    const [rule, other] = [await make(admin, "groups contains a → OPERATOR"), await make(admin, "groups contains b → VIEWER")];
    await given(world, rule, ann);
    await given(world, other, ann);
    await admin.call(deleteClaimMapping, { params: { id: rule.id } });
    const { assignedRoles } = await admin.call(getUser, { params: { id: ann } });
    expect(assignedRoles.map(({ role, origin }) => [role.id, origin])).toEqual([
      ["VIEWER", "direct"],
      ["VIEWER", "managed"],
    ]);
    const { items } = await admin.call(listAudit, { query: { action: "claim-mapping.delete" } });
    expect(items).toMatchObject([{ target: rule.id, detail: { before: { target: "OPERATOR" }, takenFrom: 1 } }]);
  });

  test("attack 32: the one that gave the last administrator their role cannot be deleted", async ({ expect }) => {
    const world = await aWorld();
    const boss = await cameWith(world, { username: "boss", claims: {} });
    await storeUser(world.deps, { username: "first", roles: ["ADMIN"] });
    const first = await signedIn(world, "first");
    const rule = await make(first, "groups contains admins → ADMIN");
    await given(world, rule, boss);
    const byBoss = await signedIn(world, "boss");
    const { items } = await byBoss.call(listUsers, {});
    await byBoss.call(deleteUser, { params: { id: items.find(({ username }) => username === "first")?.id ?? "" } });
    await expect(byBoss.call(deleteClaimMapping, { params: { id: rule.id } })).rejects.toMatchObject({ code: "last-administrator" });
    expect((await byBoss.call(listClaimMappings, {})).items).toMatchObject([{ holders: 1 }]);
  });

  test("of another tenant are not there", async ({ expect }) => {
    const [world, rival] = [await aWorld(), await aWorld()];
    const { id } = await make(rival.as("admin"), "groups contains a → VIEWER");
    await expect(world.as("admin").call(deleteClaimMapping, { params: { id } })).rejects.toMatchObject({ code: "not-found" });
    expect((await rival.as("admin").call(listClaimMappings, {})).items).toHaveLength(1);
  });
});

describe("attack 26: a pattern that eats the processor", () => {
  test.for([
    ["team-(?=x)", /At position 6, `\(\?=`: look-around/],
    ["(a)\\1", /invalid escape sequence/],
    ["((a?){30}){30}", /too large/],
    ["[a-", /missing closing/],
  ] as const)("%s is not stored, and the place is named", async ([value, detail], { expect }) => {
    const world = await aWorld();
    const attempt = world.as("admin").call(createClaimMapping, { body: { ...draft("groups regex x → VIEWER"), value } });
    await expect(attempt).rejects.toMatchObject({
      code: "invalid-request",
      facts: { errors: [{ pointer: "/body/value", detail: expect.stringMatching(detail) }] },
    });
  });
});

describe("attack 27: escalation by a rule", () => {
  test.for(["ADMIN", "OPERATOR", "group Bosses"])("nobody gives %s who does not hold it", async (target, { expect }) => {
    const world = await aWorld();
    await world.as("admin").call(createGroup, { body: { name: "Bosses", roles: ["ADMIN"] } });
    const keeper = await aRuleKeeper(world);
    await expect(make(keeper, `sub equals eve → ${target}`)).rejects.toMatchObject({ code: "not-grantable" });
  });

  test("nobody turns a rule that gives more than they hold to themselves, or switches it on; switching off they may", async ({
    expect,
  }) => {
    const world = await aWorld();
    const { id } = await make(world.as("admin"), "groups contains admins → ADMIN");
    const keeper = await aRuleKeeper(world);
    const change = (body: object) => keeper.call(updateClaimMapping, { params: { id }, body });
    for (const body of [{ claim: "sub" }, { value: "eve" }, { enabled: true }, { enabled: false, value: "eve" }, {}]) {
      await expect(change(body), JSON.stringify(body)).rejects.toMatchObject({ code: "not-grantable" });
    }
    expect(await change({ enabled: false })).toMatchObject({ enabled: false });
  });

  test("they give what they hold", async ({ expect }) => {
    const world = await aWorld();
    const keeper = await aRuleKeeper(world);
    expect(await make(keeper, "groups contains readers → Rule keepers")).toMatchObject({ target: "Rule keepers" });
  });
});

describe("attack 30: names that look like a role's", () => {
  test.for(["admin", "Admin", "АDMIN", "ＡＤＭＩＮ", "ADMIN​"])("%o is none", async (target, { expect }) => {
    const world = await aWorld();
    const attempt = world.as("admin").call(createClaimMapping, { body: draft("sub equals eve → x", { target }) });
    await expect(attempt).rejects.toMatchObject({ code: "invalid-request", facts: { errors: [{ pointer: "/body/target" }] } });
  });
});
