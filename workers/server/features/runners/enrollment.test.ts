import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { enrollRunner, issueRunnerToken, openRunnerSession } from "#schema/contract/runner-protocol";
import { createEnrollment, deleteEnrollment, deleteRunner, getEnrollment, listRunners, revokeRunner } from "#schema/contract/runners";
import { eventually } from "#test/eventually";
import { aRunner, enroll, processFacts } from "#test/runner-double";
import { newRunnerKeys } from "#test/runner-keys";
import { aWorld } from "#test/world";

describe("enrollment", () => {
  test("a one-time token makes one runner, which the page that waits for it is told", async ({ expect }) => {
    const world = await aWorld({ publicUrl: "https://cameleer.example" });
    const admin = world.as("admin");
    const made = await admin.call(createEnrollment, { body: { name: "rack-7" } });
    expect(made.command).toBe(
      `curl -fsSL https://cameleer.example/install-runner.sh | CAMELEER_URL=https://cameleer.example CAMELEER_TOKEN=${made.token} sh`,
    );
    expect(await admin.call(getEnrollment, { params: { id: made.id } })).toMatchObject({ state: "waiting", runnerId: null });
    const keys = await newRunnerKeys();
    const body = { token: made.token, keys: keys.public, ...processFacts };
    const { runnerId } = await world.anonymous.call(enrollRunner, { body });
    expect(await admin.call(getEnrollment, { params: { id: made.id } })).toMatchObject({ state: "used", runnerId });
    expect((await admin.call(listRunners, {})).items).toMatchObject([
      { id: runnerId, name: "rack-7", state: "unknown", capable: true, epoch: 0 },
    ]);
    await expect(world.anonymous.call(enrollRunner, { body })).rejects.toMatchObject({ code: "enrollment-refused" });
    const { items } = await admin.call(listAudit, { query: { action: "runner.enroll" } });
    expect(items).toMatchObject([{ target: runnerId, actor: "admin", detail: { host: "host-1", executor: "memory" } }]);
    expect(JSON.stringify([items, world.lines])).not.toContain(made.token);
  });

  test("a token that has expired, was taken back or never was is refused alike", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const expired = await admin.call(createEnrollment, { body: { name: "a" } });
    world.clock.advance({ seconds: 3_600 });
    const takenBack = await admin.call(createEnrollment, { body: { name: "b" } });
    await admin.call(deleteEnrollment, { params: { id: takenBack.id } });
    const { public: keys } = await newRunnerKeys();
    for (const token of [expired.token, takenBack.token, "cml_e_none"]) {
      const attempt = world.anonymous.call(enrollRunner, { body: { token, keys, ...processFacts } });
      await expect(attempt).rejects.toMatchObject({ code: "enrollment-refused" });
    }
    expect(await admin.call(getEnrollment, { params: { id: expired.id } })).toMatchObject({ state: "expired", runnerId: null });
  });

  test("a runner that is too old is told to upgrade, and keeps its token", async ({ expect }) => {
    const world = await aWorld();
    const { token } = await world.as("admin").call(createEnrollment, { body: { name: "a" } });
    const { public: keys } = await newRunnerKeys();
    const old = world.anonymous.call(enrollRunner, { body: { token, keys, ...processFacts, version: "0.0.9" } });
    await expect(old).rejects.toMatchObject({ code: "upgrade-required" });
    await world.anonymous.call(enrollRunner, { body: { token, keys, ...processFacts } });
  });
});

describe("tokens and sessions", () => {
  test("an assertion of the host's key buys an access token; anything else does not", async ({ expect }) => {
    const world = await aWorld();
    const { enrolled, keys } = await enroll(world);
    const now = world.clock.now();
    const stranger = await newRunnerKeys();
    const { runnerId } = enrolled;
    const bad = [
      await stranger.assertion(runnerId, now),
      await keys.assertion(runnerId, now - 120_000),
      await keys.assertion(runnerId, now, { aud: "another" }),
      await keys.assertion(runnerId, now, { iss: "another" }),
      await keys.assertion(runnerId, now, { jti: undefined }),
      "nonsense",
    ];
    for (const assertion of bad) {
      await expect(world.anonymous.call(issueRunnerToken, { body: { assertion } })).rejects.toMatchObject({ code: "unauthenticated" });
    }
    const good = await world.anonymous.call(issueRunnerToken, { body: { assertion: await keys.assertion(runnerId, now) } });
    expect(good).toMatchObject({ expiresIn: 900, serverKeys: enrolled.serverKeys });
  });

  test("an assertion is good for one token, also when somebody who read it along is quicker", async ({ expect }) => {
    const world = await aWorld();
    const { enrolled, keys } = await enroll(world);
    const assertion = await keys.assertion(enrolled.runnerId, world.clock.now());
    const present = async () => world.anonymous.call(issueRunnerToken, { body: { assertion } });
    const outcomes = await Promise.allSettled([present(), present(), present()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    world.clock.advance({ seconds: 89 });
    await expect(present()).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a new process raises the epoch, and the one before must stop acting", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    const before = runner.epoch();
    await runner.restart();
    expect(runner.epoch()).toBe(before + 1);
    const see = async () => (await world.as("viewer").call(listRunners, {})).items;
    expect(await see()).toMatchObject([{ state: "connected", epoch: before + 1, conditions: [] }]);
    await expect(runner.sync({ epoch: before })).rejects.toMatchObject({ code: "stale-epoch" });
    await runner.sync();
    expect(await see()).toMatchObject([
      { epoch: before + 1, conditions: [{ type: "Contested", message: expect.stringContaining("Stop one of the two") }] },
    ]);
    await runner.restart();
    expect(await see()).toMatchObject([{ conditions: [] }]);
  });

  test("a request that was under way when its process was killed is no sign of a copy", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    const hub = world.deps.runnerHubs.of(runner.id);
    const parked = runner.sync({}, { wait: 25 });
    await eventually({ what: "the long poll", withinMs: 2_000 }, async () => ((await hub.link()) === "poll" ? true : undefined));
    await runner.restart();
    await expect(parked).rejects.toMatchObject({ code: "stale-epoch" });
    expect((await world.as("viewer").call(listRunners, {})).items).toMatchObject([{ conditions: [] }]);
  });

  test("a runner that was revoked is let in no more; one that was deleted is told so", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const runner = await aRunner(world);
    const params = { id: runner.id };
    await admin.call(revokeRunner, { params });
    const session = () => runner.caller.call(openRunnerSession, { body: { bootId: "b", ...processFacts } });
    await expect(session()).rejects.toMatchObject({ code: "forbidden" });
    const assertion = await runner.keys.assertion(runner.id, world.clock.now());
    await expect(world.anonymous.call(issueRunnerToken, { body: { assertion } })).rejects.toMatchObject({ code: "forbidden" });
    await admin.call(deleteRunner, { params });
    await expect(session()).rejects.toMatchObject({ code: "runner-deleted" });
    await expect(world.anonymous.call(issueRunnerToken, { body: { assertion } })).rejects.toMatchObject({ code: "runner-deleted" });
  });

  test("people and agents have no business at a runner's addresses, and a runner none at theirs", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    for (const caller of [world.as("admin"), world.agent(), world.bootstrap]) {
      await expect(caller.call(openRunnerSession, { body: { bootId: "b", ...processFacts } })).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(runner.caller.call(listRunners, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
