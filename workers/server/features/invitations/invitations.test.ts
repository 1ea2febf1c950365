import { describe, test } from "vitest";
import { getSession, logIn } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import { createGroup, deleteGroup } from "#schema/contract/groups";
import {
  acceptInvitation,
  createInvitation,
  listInvitations,
  openLink,
  resetPassword,
  revokeInvitation,
} from "#schema/contract/invitations";
import { createApiKey, createServiceAccount } from "#schema/contract/service-accounts";
import { listUsers } from "#schema/contract/users";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser } from "#test/world-people";

const password = "first horse battery";
const invitation = { recipient: "Ann of sales", roles: ["VIEWER"] };
const over = { code: "not-found" };

const secretOf = (url: string): string => url.split("#")[1] ?? "";

async function invited(world: World, body: { recipient: string; roles?: string[]; groups?: string[]; validDays?: number } = invitation) {
  const link = await world.as("admin").call(createInvitation, { body });
  return { ...link, secret: secretOf(link.url) };
}

const accept = (caller: Caller, secret: string, username = "ann") =>
  caller.call(acceptInvitation, { body: { secret, username, displayName: "Ann", password } });

describe("an invitation", () => {
  test("is a link whose secret no server log ever sees, and tells whom it is for", async ({ expect }) => {
    const world = await aWorld({ publicUrl: "https://cameleer.example" });
    const { url, secret, ...link } = await invited(world);
    expect(url).toMatch(/^https:\/\/cameleer\.example\/invite#cml_l_[\w-]{43}$/);
    expect(link).toMatchObject({ kind: "invitation", recipient: "Ann of sales", roles: ["VIEWER"], createdBy: "admin", state: "open" });
    const opened = await world.anonymous.call(openLink, { body: { secret } });
    expect(opened).toEqual({ kind: "invitation", recipient: "Ann of sales", createdBy: "admin", expiresAt: "2026-11-29T04:00:00.000Z" });
    const { items } = await world.as("admin").call(listAudit, { query: { action: "invitation.create" } });
    expect(items).toMatchObject([{ actor: "admin", target: link.id }]);
    expect(JSON.stringify([items, world.lines, await world.as("admin").call(listInvitations, {})])).not.toContain(secret);
  });

  test("makes an account with what was promised, which then signs in", async ({ expect }) => {
    const world = await aWorld();
    const group = await world.as("admin").call(createGroup, { body: { name: "Night shift", roles: ["OPERATOR"] } });
    const { id, secret } = await invited(world, { recipient: "Ann", roles: ["VIEWER"], groups: [group.id] });
    expect(await accept(world.anonymous, secret)).toEqual({ username: "ann" });
    expect(await world.anonymous.call(logIn, { body: { username: "ann", password } })).toMatchObject({
      user: { displayName: "Ann", roles: ["OPERATOR", "VIEWER"] },
    });
    const { items } = await world.as("admin").call(listInvitations, {});
    expect(items).toMatchObject([{ id, state: "used", groups: ["Night shift"] }]);
    const audit = await world.as("admin").call(listAudit, { query: { action: "invitation.accept" } });
    expect(audit.items).toMatchObject([{ actor: "ann", outcome: "success", detail: { invitation: id, invitedBy: "admin" } }]);
  });

  test("signs nobody in by itself", async ({ expect }) => {
    const world = await aWorld();
    const { secret } = await invited(world);
    const response = await world.anonymous.fetch("/api/v1/links/accept-invitation", {
      method: "POST",
      body: JSON.stringify({ secret, username: "ann", password }),
    });
    expect([response.status, response.headers.get("set-cookie"), await response.json()]).toEqual([201, null, { username: "ann" }]);
  });

  test("is good once, also for eight who use it at the same moment", async ({ expect }) => {
    const world = await aWorld();
    const { secret } = await invited(world);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => accept(world.with({ "cf-connecting-ip": `203.0.113.${at}` }), secret, `ann-${at}`)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { items } = await world.as("admin").call(listUsers, {});
    expect(items.filter(({ username }) => username.startsWith("ann"))).toHaveLength(1);
  });

  test("with a name that is taken, or a bad password, stays good", async ({ expect }) => {
    const world = await aWorld();
    await storeUser(world.deps, { username: "Ann", roles: ["VIEWER"] });
    const { secret } = await invited(world);
    await expect(accept(world.anonymous, secret)).rejects.toMatchObject({ code: "conflict" });
    const weak = world.anonymous.call(acceptInvitation, { body: { secret, username: "bob", password: "password123" } });
    await expect(weak).rejects.toMatchObject({ code: "invalid-request", facts: { errors: [{ pointer: "/body/password" }] } });
    expect(await accept(world.anonymous, secret, "bob")).toEqual({ username: "bob" });
  });

  test("ends when it expires and when it is revoked, which can be done once", async ({ expect }) => {
    const world = await aWorld();
    const [revoked, expired] = [await invited(world), await invited(world, { ...invitation, validDays: 1 })];
    const revoke = (id: string) => world.as("admin").call(revokeInvitation, { params: { id } });
    await revoke(revoked.id);
    await expect(revoke(revoked.id)).rejects.toMatchObject({ code: "conflict" });
    world.clock.advance({ seconds: 86_400 });
    for (const { secret } of [revoked, expired]) {
      await expect(world.anonymous.call(openLink, { body: { secret } })).rejects.toMatchObject(over);
      await expect(accept(world.anonymous, secret)).rejects.toMatchObject(over);
    }
    const { items } = await world.as("admin").call(listInvitations, {});
    expect(items.map(({ state }) => state).toSorted()).toEqual(["expired", "revoked"]);
  });

  test("to a group that was deleted since gives the rest", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const group = await admin.call(createGroup, { body: { name: "Night shift", roles: ["OPERATOR"] } });
    const { secret } = await invited(world, { recipient: "Ann", roles: ["VIEWER"], groups: [group.id] });
    await admin.call(deleteGroup, { params: { id: group.id } });
    await accept(world.anonymous, secret);
    const { items } = await admin.call(listUsers, {});
    expect(items.find(({ username }) => username === "ann")).toMatchObject({ roles: ["VIEWER"], groups: [] });
  });

  test("attack 27: gives what the inviter holds at most", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const { id } = await admin.call(createServiceAccount, { body: { name: "HR" } });
    const permissions = ["users:write" as const, "users:read" as const];
    const { key } = await admin.call(createApiKey, { params: { id }, body: { name: "key", permissions } });
    const hr = world.with({ authorization: `Bearer ${key}` });
    const group = await admin.call(createGroup, { body: { name: "Chiefs", roles: ["ADMIN"] } });
    for (const grants of [{ roles: ["ADMIN"] }, { roles: ["VIEWER"] }, { groups: [group.id] }]) {
      const invite = hr.call(createInvitation, { body: { recipient: "Me", ...grants } });
      await expect(invite).rejects.toMatchObject({ code: "not-grantable" });
    }
    expect(await hr.call(createInvitation, { body: { recipient: "Me" } })).toMatchObject({ roles: [], groups: [], state: "open" });
  });

  test("attack 36: gives what was promised and nothing that the invited one writes", async ({ expect }) => {
    const world = await aWorld();
    const { secret } = await invited(world);
    const body = { secret, username: "ann", password, roles: ["ADMIN"], groups: ["grp_1"], origin: "direct", id: "usr_1", tenantId: "b" };
    await world.anonymous.fetch("/api/v1/links/accept-invitation", { method: "POST", body: JSON.stringify(body) });
    const { user } = await world.anonymous.call(logIn, { body: { username: "ann", password } });
    expect(user).toMatchObject({ roles: ["VIEWER"], id: expect.not.stringMatching(/^usr_1$/) });
  });
});

describe("the secret of a link", () => {
  test("is no password-reset when it is an invitation, and of no other tenant", async ({ expect }) => {
    const [world, rival] = [await aWorld(), await aWorld()];
    const { secret } = await invited(world);
    await expect(world.anonymous.call(resetPassword, { body: { secret, password } })).rejects.toMatchObject(over);
    await expect(rival.anonymous.call(openLink, { body: { secret } })).rejects.toMatchObject(over);
  });

  test("opens nothing as a bearer token", async ({ expect }) => {
    const world = await aWorld();
    const { secret } = await invited(world);
    const caller = world.with({ authorization: `Bearer ${secret}` });
    await expect(caller.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("is guessed twenty times per address, then somebody else may still open theirs", async ({ expect }) => {
    const world = await aWorld();
    const { secret } = await invited(world);
    const open = (caller: Caller, guess: string) => caller.call(openLink, { body: { secret: guess } });
    const guesser = world.with({ "cf-connecting-ip": "203.0.113.7" });
    const guesses = await Promise.allSettled(Array.from({ length: 25 }, (_, at) => open(guesser, `cml_l_${at}`)));
    const codes = guesses.map((guess) => (guess as PromiseRejectedResult).reason as { code: string }).map(({ code }) => code);
    expect(codes.filter((code) => code === "not-found")).toHaveLength(20);
    await expect(open(guesser, secret)).rejects.toMatchObject({ code: "rate-limited" });
    expect(await open(world.with({ "cf-connecting-ip": "198.51.100.1" }), secret)).toMatchObject({ kind: "invitation" });
  });

  test("that is good may be opened often", async ({ expect }) => {
    const world = await aWorld();
    const { secret } = await invited(world);
    for (let time = 0; time < 25; time += 1) {
      expect(await world.anonymous.call(openLink, { body: { secret } })).toMatchObject({ kind: "invitation" });
    }
  });

  test("is worth nothing where local sign-in is switched off", async ({ expect }) => {
    const world = await aWorld({ localLogin: false });
    await expect(world.anonymous.call(openLink, { body: { secret: "x" } })).rejects.toMatchObject({ code: "local-login-disabled" });
  });
});
