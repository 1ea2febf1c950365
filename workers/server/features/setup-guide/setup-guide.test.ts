import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { getSetupGuide, updateSetupGuide } from "#schema/contract/setup-guide";
import { sendRecording } from "#test/camel/send-recording";
import { useTelemetryStore } from "#test/engines";
import { licensed } from "#test/licenses";
import { aWorld } from "#test/world";

useTelemetryStore();

const oidc = { issuer: "https://idp.example", audience: "cameleer", organizationId: "", clientId: "cameleer", clientSecret: undefined };

describe("the set-up guide", () => {
  test("of a new server has everything before it", async ({ expect }) => {
    const world = await aWorld();
    const states = ["sign-in", "license", "first-app"].map((step) => ({ step, state: "open" }));
    expect(await world.as("admin").call(getSetupGuide, {})).toEqual({ steps: states, finished: false });
  });

  test("sees by itself what was done", async ({ expect }) => {
    const world = await aWorld({ ...(await licensed()), oidc });
    await sendRecording(world, { set: "processors", name: "start-and-timer" });
    const { steps, finished } = await world.as("admin").call(getSetupGuide, {});
    expect([steps.map(({ state }) => state), finished]).toEqual([["done", "done", "done"], true]);
  });

  test("goes on where it was left; what was skipped can be taken up again", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    await admin.call(updateSetupGuide, { body: { skipped: ["sign-in", "license"] } });
    expect(await admin.call(getSetupGuide, {})).toMatchObject({
      steps: [{ state: "skipped" }, { state: "skipped" }, { state: "open" }],
      finished: false,
    });
    expect(await admin.call(updateSetupGuide, { body: { skipped: ["sign-in"] } })).toMatchObject({ steps: [{}, { state: "open" }, {}] });
  });

  test("is over when it is closed, and that is on record", async ({ expect }) => {
    const world = await aWorld();
    expect(await world.as("admin").call(updateSetupGuide, { body: { closed: true } })).toMatchObject({ finished: true });
    const { items } = await world.as("admin").call(listAudit, { query: { action: "setup-guide.update" } });
    expect(items).toMatchObject([{ detail: { before: { closed: false }, after: { closed: true } } }]);
  });
});
