import { describe, expect, it } from "vitest";
import { appSettings } from "#schema/protocol/runner/v1/app-settings";
import { draftOf, rebased, settingsOf } from "./draft.ts";

const defaults = appSettings.parse({});

describe("the settings form", () => {
  it("changes nothing that nobody touched", () => {
    expect(settingsOf(draftOf(defaults), defaults)).toEqual(defaults);
    const own = appSettings.parse({ httpPort: null, jvm: { flags: ["-Xss1m", "-Da=b"] }, health: { path: "/up", intervalMs: 500 } });
    expect(settingsOf(draftOf(own), own)).toEqual(own);
  });

  it("turns what people write into the units of the contract", () => {
    const draft = {
      ...draftOf(defaults),
      memoryMebibytes: "1024",
      httpPort: "",
      flags: " -Xss1m  -Da=b ",
      drainSeconds: "2.5",
      stopSeconds: "7.5",
    };
    expect(settingsOf(draft, defaults)).toMatchObject({
      resources: { memoryBytes: 1_073_741_824 },
      httpPort: null,
      jvm: { flags: ["-Xss1m", "-Da=b"] },
      stop: { drainMs: 2_500, timeoutMs: 7_500 },
    });
  });

  it("leaves out variables without a name", () => {
    const variables = [
      { name: "LOG_LEVEL", value: "debug" },
      { name: "", value: "x" },
    ];
    expect(settingsOf({ ...draftOf(defaults), variables }, defaults).variables).toEqual([{ name: "LOG_LEVEL", value: "debug" }]);
  });

  it("keeps what was changed here on top of what somebody else has saved", () => {
    const base = draftOf(defaults);
    const mine = { ...base, memoryMebibytes: "1024", flags: "-Xss1m" };
    const theirs = { ...base, memoryMebibytes: "2048", httpPort: "9090" };
    expect(rebased(mine, base, theirs)).toEqual({ ...base, memoryMebibytes: "1024", flags: "-Xss1m", httpPort: "9090" });
  });
});
