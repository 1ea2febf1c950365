import { describe, expect, it } from "vitest";
import type { BatchHeader } from "#schema/protocol/v1/batch";
import { requireOwnHeader } from "#server/features/ingest/own-header";
import type { Actor } from "#server/platform/call";

const header: BatchHeader = { v: 1, agent: "agt_1", inst: "pod-2", boot: 1, seq: 1, t0: 0, sent: 0, app: "orders", env: "prod", D: [] };
const agent: Actor = { kind: "agent", subject: "agt_1", agentId: "agt_1", app: "orders", environment: "prod", instance: "pod-1" };

describe("an agent's token", () => {
  it("lets it send its own telemetry, from whatever instance it runs on", () => {
    expect(() => requireOwnHeader(agent, header)).not.toThrow();
  });

  it.each([{ agent: "agt_2" }, { app: "billing" }, { env: "staging" }])("does not let it send as %o", (other) => {
    expect(() => requireOwnHeader(agent, { ...header, ...other })).toThrow("must be those of the token");
  });
});

describe("attack 51: the bootstrap token", () => {
  it("of one environment sends into no other", () => {
    const staging: Actor = { kind: "bootstrap", subject: "btk_1", tokenId: "btk_1", environment: "staging" };
    expect(() => requireOwnHeader(staging, header)).toThrow("for the environment staging, not for prod");
    expect(() => requireOwnHeader(staging, { ...header, env: "staging" })).not.toThrow();
  });

  it("of the configuration sends for anybody", () => {
    expect(() => requireOwnHeader({ kind: "bootstrap", subject: "bootstrap", tokenId: "", environment: null }, header)).not.toThrow();
  });
});
