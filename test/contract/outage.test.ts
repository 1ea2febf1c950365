import { describe, test } from "vitest";
import type { Endpoint } from "#schema/contract/endpoint";
import { isRawBody } from "#schema/contract/endpoint";
import { endpoints } from "#schema/contract/index";
import type { ProblemCode } from "#schema/problems";
import { problems } from "#schema/problems";
import { Secret } from "#server/platform/secret";
import { freePort } from "#test/free-port";
import type { Caller, World } from "#test/world";
import { licensed } from "#test/licenses";
import { aWorld } from "#test/world";
import { bodies } from "./bodies.ts";
import { isLetIn, problemOf, send, visitors, welcome } from "./requests.ts";

const named = endpoints.map((endpoint) => [endpoint.id, endpoint] as const);

/** What any endpoint may answer besides the problems it names itself. */
const anywhere = [
  "unauthenticated",
  "forbidden",
  "csrf-rejected",
  "invalid-request",
  "too-large",
  "not-found",
  "store-unavailable",
] as const;

async function judge(caller: Caller, endpoint: Endpoint, params: Readonly<Record<string, string>> = {}): Promise<string> {
  const body = isRawBody(endpoint.body) ? "no telemetry" : JSON.stringify(bodies[endpoint.id] ?? {});
  const response = await send(caller, endpoint, { body, params });
  if (response.ok) return "answered";
  const said = await saidOf(response);
  const declared = [...endpoint.problems, ...anywhere].some((code) => said === code || said === problems[code].status);
  return declared ? "declared problem" : String(said);
}

/** The problem's code; its status where OpenTelemetry's clients expect another document. */
async function saidOf(response: Response): Promise<ProblemCode | number> {
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  return isProblem ? (await problemOf(response)).code : response.status;
}

/** Somebody whose token is good, without a database to say so. */
async function bearer(world: World, endpoint: Endpoint): Promise<{ caller: Caller; params: Record<string, string> }> {
  const visitor = visitors.find((candidate) => isLetIn(endpoint.needs, candidate));
  if (visitor === "bootstrap") return { caller: world.bootstrap, params: {} };
  if (visitor === "agent") {
    const agent = world.agent();
    return { caller: agent, params: { id: agent.agentId } };
  }
  if (visitor === "runner") return { caller: world.runner(), params: {} };
  const token = await world.deps.keys.signAccessToken({ kind: "user", userId: "usr_1", familyId: "tkf_1" });
  return { caller: world.with({ authorization: `Bearer ${token}` }), params: {} };
}

describe("a database out of reach", () => {
  test("every JSON body that the contract takes is tried", ({ expect }) => {
    const taken = endpoints.filter(({ body }) => body !== undefined && !isRawBody(body)).map(({ id }) => id);
    expect(Object.keys(bodies).toSorted()).toEqual(taken.toSorted());
  });

  test.for(named)("without Postgres %s answers, or says what is wrong", async ([, endpoint], { expect }) => {
    const world = await aWorld({ databaseGateway: new URL(`http://127.0.0.1:${await freePort()}`) });
    const { caller, params } = await bearer(world, endpoint);
    expect(await judge(caller, endpoint, params)).toMatch(/^(answered|declared problem)$/);
  });

  test.for(named)("without ClickHouse %s answers, or says what is wrong", async ([, endpoint], { expect }) => {
    const world = await aWorld({ ...(await licensed()), clickhouseUrl: new Secret(`http://a:b@127.0.0.1:${await freePort()}/c`) });
    expect(await judge(welcome(world, endpoint), endpoint)).toMatch(/^(answered|declared problem)$/);
  });
});
