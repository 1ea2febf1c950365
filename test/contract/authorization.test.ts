import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { Admission } from "#schema/contract/authorization";
import { callers } from "#schema/contract/authorization";
import { endpoints } from "#schema/contract/index";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import type { Callers } from "./callers.ts";
import { audience, everyCaller, organization } from "./callers.ts";
import type { Issuer } from "./issuer.ts";
import { anIssuer } from "./issuer.ts";
import { problemOf, send } from "./requests.ts";

const cells: Readonly<Record<string, Admission>> = { "✓": "in", "401": "401", "403": "403" };

/** The committed table: per endpoint what each caller meets, in the order of `callers`. */
const table = new Map(
  readFileSync("docs/AUTHORIZATION.md", "utf8")
    .split("\n")
    .filter((line) => line.includes("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, id = "", , , ...row]) => [id, row.slice(0, callers.length).map((cell) => cells[cell])] as const),
);

let issuer: Issuer;
let world: World;
let everybody: Callers;

beforeAll(async () => {
  issuer = await anIssuer();
  const oidc = { issuer: issuer.url, audience, organizationId: organization, clientId: "", clientSecret: undefined };
  world = await aWorld({ oidc });
  everybody = await everyCaller(world, issuer);
}, 60_000);

afterAll(() => issuer.close());

describe("who may call what", () => {
  test("is written down for every endpoint", ({ expect }) => {
    expect([...table.keys()].toSorted()).toEqual(endpoints.map(({ id }) => id).toSorted());
  });

  test.for(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))("%s", { timeout: 20_000 }, async ([id, endpoint], { expect }) => {
    const met: (readonly [string, string])[] = [];
    for (const caller of callers) {
      for (const token of await everybody.tokensOf(caller, endpoint.needs)) {
        const visitor = token === undefined ? world.anonymous : world.with({ authorization: `Bearer ${token}` });
        met.push([caller, await admission(await send(visitor, endpoint))]);
      }
    }
    const written = callers.map((caller, index) => [caller, table.get(id)?.[index]] as const);
    expect(distinct(met)).toEqual(written);
  });
});

/** What the door says; everything else is said behind it. A foreign bootstrap token that is tried again and again is a guess, and is slowed. */
const refusals: Readonly<Record<string, Admission>> = {
  unauthenticated: "401",
  "rate-limited": "401",
  forbidden: "403",
  "insufficient-scope": "403",
};

async function admission(response: Response): Promise<Admission> {
  if (![401, 403, 429].includes(response.status)) {
    await response.body?.cancel();
    return "in";
  }
  return refusals[(await problemOf(response)).code] ?? "in";
}

/** Every form of a caller meets the same. */
function distinct(met: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return [...new Map(met.map((one) => [one.join(" "), one])).values()];
}
