import { describe, test } from "vitest";
import { logIn } from "#schema/contract/auth";
import { authenticator } from "#server/features/auth/index";
import type { Database } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import type { World } from "#test/world";
import { aWorld, baseUrl } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

interface Counted {
  readonly deps: Deps;
  /** How often the database was asked for something. */
  readonly questions: () => number;
}

function counting({ deps }: World): Counted {
  let questions = 0;
  const db: Database = {
    forTenant: (tenant) => {
      questions += 1;
      return deps.db.forTenant(tenant);
    },
  };
  return { deps: { ...deps, db }, questions: () => questions };
}

function request(authorization: string): Request {
  return new Request(`${baseUrl}/api/v1/exchanges`, { headers: { authorization } });
}

async function annsToken(world: World): Promise<string> {
  await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
  const { accessToken } = await world.anonymous.call(logIn, { body: { username: "ann", password: worldPassword } });
  return `Bearer ${accessToken}`;
}

describe("finding out who is calling", () => {
  test("a person's token asks the database once, then once in nine to ten seconds", async ({ expect }) => {
    const world = await aWorld();
    const token = await annsToken(world);
    const { deps, questions } = counting(world);
    const authenticate = authenticator();
    for (const [afterSeconds, asked] of [
      [0, 1],
      [0, 1],
      [8, 1],
      [1, 2],
      [8, 2],
      [500, 3],
    ] as const) {
      world.clock.advance({ seconds: afterSeconds });
      expect(await authenticate(deps, request(token))).toMatchObject({ kind: "user", subject: "ann" });
      expect(questions()).toBe(asked);
    }
  });

  test("a token is worth nothing from the second it ends, also where it is remembered", async ({ expect }) => {
    const world = await aWorld();
    const token = await annsToken(world);
    const authenticate = authenticator();
    await authenticate(world.deps, request(token));
    world.clock.advance({ seconds: 600 });
    await expect(authenticate(world.deps, request(token))).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("the configuration's bootstrap token never asks the database, an agent's token once in ten seconds", async ({ expect }) => {
    const world = await aWorld();
    const { deps, questions } = counting(world);
    const authenticate = authenticator();
    const agent = { agentId: "agt_1", app: "orders", environment: "prod", instance: "i-1" };
    const token = await deps.keys.signAccessToken({ kind: "agent", ...agent });
    const bootstrap = deps.config.bootstrapToken.reveal();
    for (const asked of [1, 2, 3]) {
      expect(await authenticate(deps, request(`Bearer ${token}`))).toEqual({ kind: "agent", subject: "agt_1", ...agent });
      expect(await authenticate(deps, request(`bearer ${bootstrap}`))).toMatchObject({ kind: "bootstrap", subject: "bootstrap-token" });
      expect(questions()).toBe(asked);
      world.clock.advance({ seconds: 1_000 });
    }
  });

  test("attack 25: no token is read from the address", async ({ expect }) => {
    const world = await aWorld();
    const bootstrap = world.deps.config.bootstrapToken.reveal();
    const url = `${baseUrl}/api/v1/exchanges?access_token=${bootstrap}&token=${bootstrap}`;
    expect(await authenticator()(world.deps, new Request(url))).toEqual({ kind: "anonymous", subject: "anonymous" });
  });
});
