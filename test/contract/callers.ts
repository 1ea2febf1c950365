import { logIn } from "#schema/contract/auth";
import type { CallerKind } from "#schema/contract/authorization";
import { revokeAgent } from "#schema/contract/bootstrap-tokens";
import type { Needs } from "#schema/contract/endpoint";
import { issueRunnerToken } from "#schema/contract/runner-protocol";
import { createApiKey, createServiceAccount, revokeApiKey } from "#schema/contract/service-accounts";
import { updateUser } from "#schema/contract/users";
import type { Permission } from "#schema/permissions";
import { permissions } from "#schema/permissions";
import { revealAppToken } from "#server/features/app-tokens/index";
import { signUp } from "#test/agents";
import { enroll } from "#test/runner-double";
import { somebodyWith } from "#test/somebody";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { agentToken, storeUser, worldPassword } from "#test/world-people";
import { deployed } from "./runtime-objects.ts";
import type { Issuer } from "./issuer.ts";

export const audience = "https://cameleer.example/api";
export const organization = "org-1";

/** The bearer tokens of everybody in the authorization table; undefined is nobody. Where a kind has several forms, all of them. */
export interface Callers {
  tokensOf(kind: CallerKind, needs: Needs): Promise<readonly (string | undefined)[]>;
}

const everything = Object.keys(permissions) as Permission[];
const isPermission = (needs: Needs): needs is Permission => Object.hasOwn(permissions, needs);
const exactly = (needs: Needs): readonly Permission[] => (isPermission(needs) ? [needs] : ["exchanges:read"]);
const allElse = (needs: Needs): readonly Permission[] => everything.filter((permission) => permission !== needs);

export async function everyCaller(world: World, issuer: Issuer): Promise<Callers> {
  const fixed = await fixedCallers(world, issuer);
  const person = remembering(async (held) => (await somebodyWith(world, held)).username);
  const key = remembering(async (held) => (await newKey(world, held)).key);
  const made: Partial<Record<CallerKind, (needs: Needs) => Promise<string>>> = {
    VIEWER: () => signIn(world, "a-viewer"),
    OPERATOR: () => signIn(world, "an-operator"),
    ADMIN: () => signIn(world, "an-admin"),
    "custom role": async (needs) => signIn(world, await person(exactly(needs))),
    "custom role, all else": async (needs) => signIn(world, await person(allElse(needs))),
    "API key": (needs) => key(exactly(needs)),
    "API key, all else": (needs) => key(allElse(needs)),
  };
  return {
    tokensOf: async (kind, needs) => {
      const make = made[kind];
      return make === undefined ? (fixed[kind] ?? []) : [await make(needs)];
    },
  };
}

/** Makes something once for each set of permissions. */
function remembering(make: (held: readonly Permission[]) => Promise<string>): (held: readonly Permission[]) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (held) => {
    const found = known.get(held.join()) ?? make(held);
    known.set(held.join(), found);
    return found;
  };
}

/** A sign-in of its own each time: some endpoints end the one that calls. */
async function signIn(world: World, username: string): Promise<string> {
  return (await world.anonymous.call(logIn, { body: { username, password: worldPassword } })).accessToken;
}

async function newKey(world: World, held: readonly Permission[], expiresInDays: number | null = null) {
  const admin = world.as("admin");
  const { id: accountId } = await admin.call(createServiceAccount, { body: { name: `account ${crypto.randomUUID()}` } });
  const body = { name: "key", permissions: [...held], expiresInDays };
  return { accountId, ...(await admin.call(createApiKey, { params: { id: accountId }, body })) };
}

async function runnerToken(world: World): Promise<string> {
  const { enrolled, keys } = await enroll(world, { name: `runner ${crypto.randomUUID()}` });
  const assertion = await keys.assertion(enrolled.runnerId, world.clock.now());
  return (await world.anonymous.call(issueRunnerToken, { body: { assertion } })).accessToken;
}

async function appToken(world: World): Promise<string> {
  const { deps } = world;
  return (await revealAppToken(deps, deps.db.forTenant(deps.tenant), await deployed(world)))?.token ?? "";
}

function newAgentToken({ deps }: World): Promise<string> {
  return agentToken(deps, { agentId: deps.newId("agent"), app: "orders", environment: "prod", instance: "orders-1" });
}

function externalToken(world: World, issuer: Issuer, scope: string): Promise<string> {
  const claims = { sub: "machine", client_id: "machine", aud: audience, organization_id: organization, scope };
  return issuer.accessToken(claims, { nowMs: world.clock.now() });
}

/** Those who are the same whatever the endpoint needs. */
async function fixedCallers(world: World, issuer: Issuer): Promise<Partial<Record<CallerKind, readonly (string | undefined)[]>>> {
  await storeUser(world.deps, { username: "a-viewer", roles: ["VIEWER"] });
  await storeUser(world.deps, { username: "an-operator", roles: ["OPERATOR"] });
  await storeUser(world.deps, { username: "an-admin", roles: ["ADMIN"] });
  const expired = [...(await credentials(world, 1)), await externalToken(world, issuer, "admin")];
  world.clock.advance({ seconds: 2 * 86_400 });
  const revoked = await revokedTokens(world);
  world.clock.advance({ seconds: 30 });
  return {
    anonymous: [undefined],
    "external viewer": [await externalToken(world, issuer, "viewer")],
    "external operator": [await externalToken(world, issuer, "operator")],
    "external admin": [await externalToken(world, issuer, "admin")],
    "external, no scope": [await externalToken(world, issuer, "")],
    agent: [await newAgentToken(world)],
    "bootstrap token": [world.deps.config.bootstrapToken.reveal()],
    "app token": [await appToken(world)],
    runner: [await runnerToken(world)],
    expired,
    revoked,
    "other tenant": await foreignTokens(),
  };
}

/** One of each kind that this server issues, all of an administrator or a machine. */
async function credentials(world: World, keyDays: number | null): Promise<string[]> {
  const { key } = await newKey(world, everything, keyDays);
  return [await signIn(world, "an-admin"), key, await newAgentToken(world), await runnerToken(world)];
}

async function revokedTokens(world: World): Promise<string[]> {
  const admin = world.as("admin");
  const id = await storeUser(world.deps, { username: "a-leaver", roles: ["ADMIN"] });
  const person = await signIn(world, "a-leaver");
  await admin.call(updateUser, { params: { id }, body: { disabled: true } });
  const key = await newKey(world, everything);
  await admin.call(revokeApiKey, { params: { id: key.accountId, key: key.id } });
  const agent = await signUp(world, { instance: "revoked" });
  await admin.call(revokeAgent, { params: { id: agent.agentId }, body: {} });
  return [person, key.key, agent.reply.accessToken];
}

/** Good credentials of another tenant on the same databases. */
async function foreignTokens(): Promise<string[]> {
  const rival = await aWorld();
  await storeUser(rival.deps, { username: "an-admin", roles: ["ADMIN"] });
  return [...(await credentials(rival, null)), rival.deps.config.bootstrapToken.reveal()];
}
