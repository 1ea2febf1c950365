import { array, assert, asyncProperty, constantFrom, integer } from "fast-check";
import { beforeAll, describe, test } from "vitest";
import type { Endpoint } from "#schema/contract/endpoint";
import { isRawBody } from "#schema/contract/endpoint";
import { endpoints } from "#schema/contract/index";
import { openApiDocument } from "#schema/contract/openapi";
import { version } from "#schema/version";
import { useTelemetryStore } from "#test/engines";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { licensed } from "#test/licenses";
import { bodies } from "./bodies.ts";
import type { Maker } from "./objects.ts";
import { objects, storeTelemetry } from "./objects.ts";
import { send, welcome } from "./requests.ts";

useTelemetryStore();

/** Two tenants on the same databases: one with something of every kind, the other asks. */
let full: World;
let asking: World;
/** Texts that only the full tenant's replies have and no request ever carries. Any of them in a reply to the other tenant is a leak. */
let canaries: readonly string[];
type Names = ReadonlyMap<string, Readonly<Record<string, string>>>;
/** Per endpoint that names one: parameters with which it finds an object of the full tenant. */
let named: Names;
/** What can be put into a request: the full tenant's own texts and what tries to break out of a filter. */
let probes: readonly string[];

const answering = endpoints.filter(({ reply, needs, body }) => !("redirect" in reply) && needs !== "public" && !isRawBody(body));
const reading = endpoints.filter(({ method, reply, needs }) => method === "GET" && "body" in reply && needs !== "public");

beforeAll(async () => {
  const roomy = await licensed();
  const [twin, ...both] = [await aWorld(roomy), await aWorld(roomy), await aWorld(roomy)];
  [full, asking] = both;
  named = await furnish(full);
  // What a tenant with the same of everything says too is the product's word, not the tenant's.
  const shared = new Set([...(await harvest(twin, await furnish(twin))), ...(await harvest(asking, new Map()))]);
  const contract = JSON.stringify(openApiDocument(endpoints, version));
  const own = [...(await harvest(full, named))].filter((text) => !shared.has(text) && !contract.includes(text)).toSorted();
  probes = [...own.filter((_, index) => index % 2 === 0), ...breakouts, full.deps.tenant];
  canaries = own.filter((text) => !probes.some((probe) => probe.includes(text)));
}, 120_000);

const breakouts = ["%", "*", "' or 1=1 --", "' OR tenant_id != '", "..", "{}", "null", "(", 'app:"', "app=*", "from=0", "now-10y"];
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const shortest = 6;

/** Makes something of every kind. */
async function furnish(world: World): Promise<Names> {
  await storeTelemetry(world);
  const made = new Map<Maker, Readonly<Record<string, string>>>();
  const names = new Map<string, Readonly<Record<string, string>>>();
  for (const [id, make] of Object.entries(objects)) {
    const params = made.get(make) ?? (await make(world));
    made.set(make, params);
    names.set(id, params);
  }
  return names;
}

/** Every text in what somebody reads of their own tenant. */
async function harvest(world: World, names: Names): Promise<Set<string>> {
  const found = new Set<string>();
  for (const endpoint of reading) {
    const params = names.get(endpoint.id) ?? {};
    const response = await send(welcome(world, endpoint), endpoint, { params });
    if (response.ok) collect(await response.json(), found);
    else await response.body?.cancel();
  }
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    if (value.length >= shortest && !instant.test(value)) found.add(value);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const inner of Object.values(value)) collect(inner, found);
}

interface Attempt {
  readonly endpoint: Endpoint;
  readonly params: Record<string, string>;
  readonly query: string;
  readonly body: string;
}

const pick = integer({ min: 0, max: 1_000_000 });
const chosen = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length];

/** A request with the full tenant's ids and texts in every place that takes one. */
function attemptOf(endpoint: Endpoint, picks: readonly number[]): Attempt {
  const [useObject = 0, ...rest] = picks;
  const at = (index: number): string => chosen(probes, rest[index % rest.length] ?? 0) ?? "";
  const params = useObject % 4 === 0 ? {} : { ...named.get(endpoint.id) };
  const names = Object.keys(endpoint.query?.shape ?? {}).filter((_, index) => ((rest[index % rest.length] ?? 0) & 1) === 1);
  const query = new URLSearchParams(names.map((name, index) => [name, at(index)])).toString();
  const body = JSON.stringify({ ...(bodies[endpoint.id] as object | undefined), tenantId: full.deps.tenant, id: at(3), name: at(4) });
  return { endpoint, params, query, body };
}

describe("nothing of one tenant reaches another", () => {
  test("there is something to be found", ({ expect }) => {
    expect(canaries.length).toBeGreaterThan(50);
  });

  test("through any endpoint, filter, error, suggestion, stream or export", { timeout: 120_000 }, async ({ expect }) => {
    const picks = array(pick, { minLength: 6, maxLength: 6 });
    await assert(
      asyncProperty(constantFrom(...answering.map(({ id }) => id)), picks, async (id, numbers) => {
        const endpoint = answering.find((candidate) => candidate.id === id);
        if (endpoint === undefined) throw new Error(id);
        const attempt = attemptOf(endpoint, numbers);
        const response = await send(welcome(asking, endpoint), endpoint, attempt);
        const said = await spoken(response);
        const leaked = canaries.filter((canary) => said.includes(canary));
        expect(leaked, `${endpoint.id} ${JSON.stringify(attempt.params)} ?${attempt.query} ${attempt.body}`).toEqual([]);
      }),
      { numRuns: 400, seed: 20_261_122 },
    );
  });
});

const streamedBytes = 65_536;

/** Headers and body; of a stream what it says at once. */
async function spoken(response: Response): Promise<string> {
  const headers = JSON.stringify([...response.headers]);
  if (!(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) return headers + (await response.text());
  const reader = response.body?.getReader();
  const first = await Promise.race([reader?.read(), new Promise<undefined>((resolve) => void setTimeout(resolve, 50, undefined))]);
  await reader?.cancel();
  return headers + new TextDecoder().decode(first?.value?.slice(0, streamedBytes));
}
