import { describe, test } from "vitest";
import { getBootstrapToken, getOnboarding } from "#schema/contract/onboarding";
import { signUp } from "#test/agents";
import { sendRecording } from "#test/camel/send-recording";
import { useTelemetryStore } from "#test/engines";
import { aWorld, baseUrl } from "#test/world";

useTelemetryStore();

describe("onboarding", () => {
  test("knows of nothing before anything has arrived", async ({ expect }) => {
    const world = await aWorld();
    const nothing = { ingestUrl: baseUrl, firstDataAt: null, exchanges: 0, agents: 0 };
    expect(await world.as("viewer").call(getOnboarding, {})).toEqual(nothing);
  });

  test("flips when the first exchange and the first agent are there", async ({ expect }) => {
    const world = await aWorld();
    await sendRecording(world, { set: "processors", name: "completed" });
    await signUp(world);
    const seen = await world.as("viewer").call(getOnboarding, {});
    expect(seen).toMatchObject({ firstDataAt: "2026-11-22T03:45:00.000Z", agents: 1 });
    expect(seen.exchanges).toBeGreaterThan(0);
  });

  test("names the public address where there is one", async ({ expect }) => {
    const world = await aWorld({ publicUrl: "https://cameleer.example" });
    expect(await world.as("viewer").call(getOnboarding, {})).toMatchObject({ ingestUrl: "https://cameleer.example" });
  });

  test("shows the token with which agents sign up to administrators", async ({ expect }) => {
    const world = await aWorld();
    expect(await world.as("admin").call(getBootstrapToken, {})).toEqual({ token: world.deps.config.bootstrapToken.reveal() });
  });
});
