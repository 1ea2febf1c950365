import { describe, expect, it } from "vitest";
import { streamCommands } from "#schema/contract/agent-protocol";
import { listAudit } from "#schema/contract/audit";
import { ingestBatch } from "#schema/contract/ingest";
import { listUsers } from "#schema/contract/users";
import { problemsOf, signUp } from "#test/agents";
import type { Caller } from "#test/world";
import { aWorld } from "#test/world";

/** Sends an empty batch in the name of an agent. */
async function batchOf(caller: Caller, header: { agent: string; app: string; env: string }): Promise<number> {
  const line = JSON.stringify({ v: 1, inst: "orders-1", boot: 1, seq: 1, t0: 0, sent: 0, D: [], ...header });
  const headers = { "content-type": ingestBatch.body.raw[0] };
  return (await caller.fetch(ingestBatch.path, { method: "POST", headers, body: `${line}\n` })).status;
}

describe("attack 13: one kind of token for another", () => {
  it("an agent's token opens nothing that is for people", async () => {
    const { caller } = await signUp(await aWorld());
    for (const endpoint of [listUsers, listAudit]) expect(await problemsOf(() => caller.call(endpoint, {}))).toBe("forbidden");
  });

  it("a person's token opens nothing that is for agents, nor does a bootstrap token", async () => {
    const world = await aWorld();
    const { agentId } = await signUp(world);
    for (const caller of [world.as("admin"), world.bootstrap]) {
      expect(await problemsOf(() => caller.call(streamCommands, { params: { id: agentId }, query: { wait: 0 } }))).toBe("forbidden");
    }
  });

  it("an agent's token is not good at the address of another agent", async () => {
    const world = await aWorld();
    const [mine, other] = [await signUp(world), await signUp(world, { installation: "host-b" })];
    const attempt = () => mine.caller.call(streamCommands, { params: { id: other.agentId }, query: { wait: 0 } });
    expect(await problemsOf(attempt)).toBe("not-found");
  });

  it("an agent does not send as another one, for another app or into another environment", async () => {
    const { agentId, caller } = await signUp(await aWorld());
    const own = { agent: agentId, app: "orders", env: "prod" };
    for (const other of [{ agent: "agt_2" }, { app: "billing" }, { env: "staging" }])
      expect(await batchOf(caller, { ...own, ...other })).toBe(403);
  });

  it("an access token is no refresh token, and a refresh token no access token", async () => {
    const world = await aWorld();
    const { agentId, reply } = await signUp(world);
    const refresh = world.with({ authorization: `Bearer ${reply.refreshToken}` });
    expect(await problemsOf(() => refresh.call(streamCommands, { params: { id: agentId }, query: { wait: 0 } }))).toBe("unauthenticated");
  });
});
