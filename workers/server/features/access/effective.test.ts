import * as fc from "fast-check";
import { describe, test } from "vitest";
import type { Permission } from "#schema/permissions";
import { builtInRoles } from "#schema/permissions";
import { groupRoles, groups, roles, userGroups } from "#schema/postgres/server/groups";
import { userRoles } from "#schema/postgres/server/users";
import { assignedTo, explain, findGranted, findGroupNodes, isBuiltIn, permissionsOf } from "#server/features/access/index";
import { findPerson } from "#server/features/auth/principals.store";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser } from "#test/world-people";

const someRoles = ["r0", "r1", "r2", "VIEWER", "OPERATOR", "gone"];
const somePermissions = ["users:read", "users:write", "logs:read", "roles:write", "settings:write"] as const satisfies Permission[];
const origin = fc.constantFrom("direct" as const, "managed" as const);

interface Model {
  /** Of r0, r1, … */
  readonly custom: readonly (readonly Permission[])[];
  /** Group n stands under an earlier one, or under none. */
  readonly groups: readonly { readonly parent: number | null; readonly roles: readonly string[] }[];
  readonly roles: readonly { readonly role: string; readonly origin: "direct" | "managed" }[];
  readonly memberOf: readonly { readonly group: number; readonly origin: "direct" | "managed" }[];
}

const models: fc.Arbitrary<Model> = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    custom: fc.array(fc.uniqueArray(fc.constantFrom(...somePermissions), { maxLength: 3 }), { minLength: 3, maxLength: 3 }),
    groups: fc.tuple(
      ...Array.from({ length: size }, (_, index) =>
        fc.record({
          parent: index === 0 ? fc.constant(null) : fc.option(fc.integer({ min: Math.max(0, index - 2), max: index - 1 }), { freq: 8 }),
          roles: fc.uniqueArray(fc.constantFrom(...someRoles), { maxLength: 2 }),
        }),
      ),
    ),
    roles: fc.uniqueArray(fc.record({ role: fc.constantFrom(...someRoles), origin }), {
      maxLength: 3,
      selector: (one) => JSON.stringify(one),
    }),
    memberOf: fc.uniqueArray(fc.record({ group: fc.integer({ min: 0, max: size - 1 }), origin }), {
      maxLength: 3,
      selector: (one) => JSON.stringify(one),
    }),
  }),
);

/** Walks the model as one would with a pencil: every way to every role. */
function waysOf(model: Model): { role: string; groups: number[] }[] {
  const ways = model.roles.map(({ role }) => ({ role, groups: [] as number[] }));
  for (const { group } of model.memberOf) {
    const walked: number[] = [];
    for (let at: number | null = group; at !== null; at = model.groups[at]?.parent ?? null) {
      walked.push(at);
      for (const role of model.groups[at]?.roles ?? []) ways.push({ role, groups: [...walked] });
    }
  }
  return ways.filter(({ role }) => role !== "gone");
}

function permissionsIn(model: Model, role: string): readonly Permission[] {
  return isBuiltIn(role) ? builtInRoles[role] : (model.custom[Number(role.slice(1))] ?? []);
}

async function store({ deps }: World, model: Model): Promise<string> {
  const db = deps.db.forTenant(deps.tenant);
  const [tenantId, createdAt] = [deps.tenant, 0];
  const userId = await storeUser(deps, { username: "ann", roles: [] });
  const rule = (by: "direct" | "managed") => ({ origin: by, ruleId: by === "direct" ? "" : "scope" });
  const insert = {
    roles: model.custom.map((permissions, n) => ({
      tenantId,
      id: `r${n}`,
      name: `R${n}`,
      nameKey: `r${n}`,
      description: "",
      permissions,
      createdAt,
    })),
    groups: model.groups.map(({ parent }, n) => {
      return {
        tenantId,
        id: `g${n}`,
        name: `G${n}`,
        nameKey: `g${n}`,
        description: "",
        parentId: parent === null ? null : `g${parent}`,
        createdAt,
      };
    }),
    groupRoles: model.groups.flatMap((group, n) => group.roles.map((role) => ({ tenantId, groupId: `g${n}`, role }))),
    userRoles: model.roles.map(({ role, origin: by }) => ({ tenantId, userId, role, ...rule(by) })),
    userGroups: model.memberOf.map(({ group, origin: by }) => ({ tenantId, userId, groupId: `g${group}`, ...rule(by) })),
  };
  await db.batch([
    db.insert(roles).values(insert.roles),
    db.insert(groups).values(insert.groups),
    ...(insert.groupRoles.length === 0 ? [] : [db.insert(groupRoles).values(insert.groupRoles)]),
    ...(insert.userRoles.length === 0 ? [] : [db.insert(userRoles).values(insert.userRoles)]),
    ...(insert.userGroups.length === 0 ? [] : [db.insert(userGroups).values(insert.userGroups)]),
  ]);
  return userId;
}

describe("whatever roles, groups and assignments there are,", () => {
  test("a session carries what a walk through them finds, and the explanation names every way and no other", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(models, async (model) => {
        const world = await aWorld();
        const db = world.deps.db.forTenant(world.deps.tenant);
        const userId = await store(world, model);
        const ways = waysOf(model);
        const expected = new Set(ways.flatMap(({ role }) => permissionsIn(model, role)));
        const [person] = await findPerson(db, userId);
        expect(new Set(permissionsOf(person?.roles ?? []))).toEqual(expected);
        const explained = explain(await assignedTo(db, userId), await findGroupNodes(db));
        expect(new Set(explained.map(({ permission }) => permission))).toEqual(expected);
        for (const { permission, grants } of explained) {
          const told = grants.map(({ role, groups: chain }) => `${role.id} ${chain.map(({ id }) => id).join(" ")}`);
          const walked = ways.filter(({ role }) => permissionsIn(model, role).includes(permission));
          expect(told.toSorted()).toEqual(
            walked.map(({ role, groups: chain }) => `${role} ${chain.map((n) => `g${n}`).join(" ")}`).toSorted(),
          );
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test("what comes with roles and groups before they are given is what their holder would have", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(models, async (model) => {
        const world = await aWorld();
        const db = world.deps.db.forTenant(world.deps.tenant);
        await store(world, model);
        const grants = { roles: model.roles.map(({ role }) => role), groups: model.memberOf.map(({ group }) => `g${group}`) };
        const [granted] = await findGranted(db, grants);
        expect(new Set(permissionsOf(granted?.roles ?? []))).toEqual(
          new Set(waysOf(model).flatMap(({ role }) => permissionsIn(model, role))),
        );
      }),
      { numRuns: 10 },
    );
  }, 30_000);
});
