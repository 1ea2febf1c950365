import type { Input } from "#schema/contract/call";
import { registerAgent } from "#schema/contract/agent-protocol";
import type { Answer } from "#schema/contract/endpoint";
import { Problem } from "#schema/problems";
import type { Caller, World } from "#test/world";

type Body = Input<typeof registerAgent>["body"];

export interface SignedUp {
  readonly agentId: string;
  readonly body: Body;
  readonly reply: Answer<typeof registerAgent>;
  readonly caller: Caller;
}

/** Registers an agent through the API. */
export async function signUp(world: World, wishes: Partial<Body> = {}): Promise<SignedUp> {
  const body = { app: "orders", environment: "prod", instance: "orders-1", installation: "host-a", boot: 1, ...wishes };
  const reply = await world.bootstrap.call(registerAgent, { body });
  return { agentId: reply.agentId, body, reply, caller: world.with({ authorization: `Bearer ${reply.accessToken}` }) };
}

/** The code of the problem that a call ends in; `none` when it succeeds. */
export async function problemsOf(attempt: () => Promise<unknown>): Promise<string> {
  return attempt().then(
    () => "none",
    (thrown: unknown) => (thrown instanceof Problem ? thrown.code : String(thrown)),
  );
}
