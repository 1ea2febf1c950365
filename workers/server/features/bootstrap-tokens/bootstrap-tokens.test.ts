import { describe, test } from "vitest";
import { refreshAgentToken, registerAgent, streamCommands } from "#schema/contract/agent-protocol";
import { getAgent } from "#schema/contract/agents";
import { listAudit } from "#schema/contract/audit";
import { createBootstrapToken, listBootstrapTokens, revokeAgent, revokeBootstrapToken } from "#schema/contract/bootstrap-tokens";
import { problemsOf, signUp } from "#test/agents";
import { Secret } from "#server/platform/secret";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";

const agentBody = { app: "orders", environment: "prod", instance: "orders-1", installation: "host-a", boot: 1 };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function aToken(world: World, wishes: { environment?: string; expiresInDays?: number } = {}) {
  const created = await world.as("admin").call(createBootstrapToken, { body: { name: "ci", ...wishes } });
  return { ...created, caller: world.with(bearer(created.token)) };
}

const register = (caller: Caller, wishes: Partial<typeof agentBody> = {}) =>
  caller.call(registerAgent, { body: { ...agentBody, ...wishes } });

describe("a bootstrap token", () => {
  test("is shown once, lets agents sign up, and is told apart from others by its beginning", async ({ expect }) => {
    const world = await aWorld();
    const { token, caller, id } = await aToken(world);
    expect(token).toMatch(/^cml_b_[0-9A-Za-z]{49}$/);
    expect(await register(caller)).toMatchObject({ agentId: expect.stringMatching(/^agt_/) });
    const { items } = await world.as("admin").call(listBootstrapTokens, {});
    expect(items).toMatchObject([
      { id, name: "ci", prefix: token.slice(0, 10), state: "active", createdBy: "admin", lastUsedAt: "2026-11-22T04:00:00.000Z" },
    ]);
    expect(JSON.stringify([items, world.lines, await world.as("admin").call(listAudit, {})])).not.toContain(token);
  });

  test("of one name lives once", async ({ expect }) => {
    const world = await aWorld();
    const { id } = await aToken(world);
    const again = () => world.as("admin").call(createBootstrapToken, { body: { name: " CI" } });
    expect(await problemsOf(again)).toBe("conflict");
    await world.as("admin").call(revokeBootstrapToken, { params: { id } });
    expect(await problemsOf(again)).toBe("none");
  });

  test("ends when it expires", async ({ expect }) => {
    const world = await aWorld();
    const { caller } = await aToken(world, { expiresInDays: 1 });
    await register(caller);
    world.clock.advance({ seconds: 86_400 });
    expect(await problemsOf(() => register(caller))).toBe("unauthenticated");
    expect(await world.as("admin").call(listBootstrapTokens, {})).toMatchObject({ items: [{ state: "expired" }] });
  });
});

describe("attack 15: revocation is known everywhere within 30 seconds", () => {
  test("of a bootstrap token; its agents go on", async ({ expect }) => {
    const world = await aWorld();
    const { id, token } = await aToken(world);
    const elsewhere = world.anotherIsolate();
    const agent = await register(elsewhere.with(bearer(token)));
    await world.as("admin").call(revokeBootstrapToken, { params: { id } });
    world.clock.advance({ seconds: 10 });
    expect(await problemsOf(() => register(elsewhere.with(bearer(token)), { installation: "host-b" }))).toBe("unauthenticated");
    const theirs = elsewhere.with(bearer(agent.accessToken));
    expect(await problemsOf(() => theirs.call(streamCommands, { params: { id: agent.agentId }, query: { wait: 0 } }))).toBe("none");
  });

  test("of a bootstrap token together with the agents that signed up with it, and no others", async ({ expect }) => {
    const world = await aWorld();
    const { id, caller } = await aToken(world);
    const [theirs, other] = [await register(caller), await signUp(world, { installation: "host-b" })];
    await world.as("admin").call(revokeBootstrapToken, { params: { id }, query: { agents: "true" } });
    world.clock.advance({ seconds: 10 });
    const poll = (agentId: string, accessToken: string) => () =>
      world
        .anotherIsolate()
        .with(bearer(accessToken))
        .call(streamCommands, { params: { id: agentId }, query: { wait: 0 } });
    expect(await problemsOf(poll(theirs.agentId, theirs.accessToken))).toBe("unauthenticated");
    expect(await problemsOf(poll(other.agentId, other.reply.accessToken))).toBe("none");
    const { items } = await world.as("admin").call(listAudit, { query: { action: "bootstrap-token.revoke" } });
    expect(items).toMatchObject([{ target: id, detail: { name: "ci", agents: [theirs.agentId] } }]);
  });

  test("of an agent: its token, its refresh token and its links end; signing up anew gives it a new id", async ({ expect }) => {
    const world = await aWorld();
    const agent = await signUp(world);
    const elsewhere = world.anotherIsolate().with(bearer(agent.reply.accessToken));
    const poll = () => elsewhere.call(streamCommands, { params: { id: agent.agentId }, query: { wait: 0 } });
    expect(await problemsOf(poll)).toBe("none");
    await world.as("admin").call(revokeAgent, { params: { id: agent.agentId }, body: {} });
    expect(await problemsOf(poll)).toBe("unauthenticated");
    world.clock.advance({ seconds: 10 });
    expect(await problemsOf(poll)).toBe("unauthenticated");
    const refresh = { params: { id: agent.agentId }, body: { refreshToken: agent.reply.refreshToken } };
    expect(await problemsOf(() => world.anonymous.call(refreshAgentToken, refresh))).toBe("invalid-credentials");
    expect(await world.as("viewer").call(getAgent, { params: { id: agent.agentId } })).toMatchObject({
      state: "gone",
      revokedAt: "2026-11-22T04:00:00.000Z",
    });
    expect((await signUp(world)).agentId).not.toBe(agent.agentId);
  });
});

describe("attack 50: guessing a bootstrap token", () => {
  const guess = (world: World, token: string) => () => register(world.with({ ...bearer(token), "cf-connecting-ip": "203.0.113.7" }));

  test("is refused with 429 after ten wrong ones a minute, in every isolate, while the right one passes", async ({ expect }) => {
    const world = await aWorld();
    const { token } = await aToken(world);
    const wrong = Array.from({ length: 10 }, (_, index) => `cml_b_guess-${index}`);
    for (const one of wrong) expect(await problemsOf(guess(world, one))).toBe("unauthenticated");
    for (const isolate of [world, world.anotherIsolate()]) {
      expect(await problemsOf(guess(isolate, "another"))).toBe("rate-limited");
      expect(await problemsOf(guess(isolate, token))).toBe("none");
    }
    expect(await problemsOf(() => register(world.with({ ...bearer("another"), "cf-connecting-ip": "203.0.113.8" })))).toBe(
      "unauthenticated",
    );
    world.clock.advance({ seconds: 60 });
    expect(await problemsOf(guess(world, "another"))).toBe("unauthenticated");
  });

  test("does not find out a short one of the configuration", async ({ expect }) => {
    const world = await aWorld({ bootstrapToken: new Secret("hunter22") });
    expect(await problemsOf(guess(world, "hunter22"))).toBe("none");
    const other = world.anotherIsolate();
    for (let index = 0; index <= 10; index += 1) await problemsOf(guess(other, `hunter${index}`));
    expect(await problemsOf(guess(other, "hunter22"))).toBe("rate-limited");
  });
});

describe("attack 51: a bootstrap token beyond its scope", () => {
  test("of one environment registers into no other", async ({ expect }) => {
    const world = await aWorld();
    const { caller } = await aToken(world, { environment: "staging" });
    expect(await problemsOf(() => register(caller))).toBe("forbidden");
    expect(await problemsOf(() => register(caller, { environment: "staging" }))).toBe("none");
  });

  test("gives a process that starts again the id of its installation, at once when the former one has no link", async ({ expect }) => {
    const world = await aWorld();
    const agent = await signUp(world);
    expect((await register(world.bootstrap, { boot: 2 })).agentId).toBe(agent.agentId);
    expect((await register(world.withFreshHubs().bootstrap, { boot: 3 })).agentId).toBe(agent.agentId);
  });
});
