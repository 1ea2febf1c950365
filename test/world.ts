import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { beforeAll } from "vitest";
import type { Input } from "#schema/contract/call";
import { call } from "#schema/contract/call";
import type { Answer, Endpoint } from "#schema/contract/endpoint";
import { idFromUuid } from "#schema/ids";
import type { BuiltInRole } from "#schema/permissions";
import type { App } from "#server/app";
import { buildApp } from "#server/app";
import type { Config } from "#server/env";
import { openClickHouse } from "#server/platform/clickhouse";
import { connectDatabase } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import { knownIssuers } from "#server/platform/issuers";
import { keysOf } from "#server/platform/keys";
import { inBackground } from "#server/platform/later";
import { openOutbound } from "#server/platform/outbound";
import { Secret } from "#server/platform/secret";
import { thePostgres, theTelemetryStore, usePostgres } from "#test/engines";
import type { MemoryBlobs } from "#test/memory-blobs";
import { memoryBlobs } from "#test/memory-blobs";
import { memoryHubs } from "#test/memory-hubs";
import { memoryRunnerHubs } from "#test/memory-runner-hubs";
import type { MovingClock } from "#test/moving-clock";
import { movingClock } from "#test/moving-clock";
import type { AgentFacts } from "#test/world-people";
import { agentToken, personToken } from "#test/world-people";

usePostgres();

/** The first request of a process is slow; no test should be the one to wait for it. */
beforeAll(async () => {
  const world = await aWorld();
  await world.as("viewer").fetch("/api/v1/auth/session");
});

export const baseUrl = "http://localhost:8080";

/** Somebody who calls the server. */
export interface Caller {
  call<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Answer<E>>;
  /** The request as it is, with this caller's credential. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

interface AgentCaller extends Caller, AgentFacts {}

/** The whole server in Node, for a tenant of its own. */
export interface World {
  readonly deps: Deps & { readonly blobs: MemoryBlobs };
  readonly app: App;
  readonly clock: MovingClock;
  /** Lines of the log. */
  readonly lines: readonly string[];
  readonly anonymous: Caller;
  readonly bootstrap: Caller;
  /** A user with that role; their username is the role's name. */
  as(role: Lowercase<BuiltInRole>): Caller;
  with(headers: Readonly<Record<string, string>>): Caller;
  agent(facts?: Partial<AgentFacts>): AgentCaller;
  /** Somebody with a good token of a runner that never enrolled; `aRunner` makes one that has. */
  runner(): Caller;
  /** When everything that nobody waits for has been done. */
  settled(): Promise<void>;
  /** The same server in another isolate: same stores, own caches. */
  anotherIsolate(): World;
  /** The same stores under a server that is set up in another way. */
  withConfig(config: Config): World;
  /** The same server after its hubs have lost everything. */
  withFreshHubs(): World;
}

export type Wishes = Partial<
  Pick<
    Config,
    | "bootstrapToken"
    | "databaseUrl"
    | "firstAdmin"
    | "setupToken"
    | "publicUrl"
    | "localLogin"
    | "oidc"
    | "outboundPrivate"
    | "license"
    | "databaseGateway"
    | "clickhouseUrl"
  >
>;

/** `startMs`: when it is; real parts that have a clock of their own want the present. */
export async function aWorld(wishes: Wishes = {}, startMs = Date.UTC(2026, 10, 22, 4)): Promise<World> {
  const tenant = `t-${randomBytes(8).toString("hex")}`;
  return worldOf(depsOf({ ...configOf(tenant), ...wishes }, movingClock(startMs)));
}

type WorldDeps = World["deps"] & { readonly clock: MovingClock; readonly lines: string[]; readonly background: Promise<unknown>[] };

function worldOf(deps: WorldDeps): World {
  const app = buildApp(deps, builtUi);
  const tokens = new Map<string, () => Promise<string>>();
  const tokenOf = (role: Lowercase<BuiltInRole>): (() => Promise<string>) => {
    const known = tokens.get(role) ?? personToken(deps, role);
    tokens.set(role, known);
    return known;
  };
  const caller = (credential: () => Promise<Readonly<Record<string, string>>>): Caller => callerOf(app, credential);
  return {
    deps,
    app,
    clock: deps.clock,
    lines: deps.lines,
    anonymous: caller(async () => ({})),
    bootstrap: caller(async () => bearer(deps.config.bootstrapToken.reveal())),
    as: (role) => caller(async () => bearer(await tokenOf(role)())),
    with: (headers) => caller(async () => headers),
    runner: () => caller(async () => bearer(await deps.keys.signAccessToken({ kind: "runner", runnerId: deps.newId("runner") }))),
    agent: (facts = {}) => {
      const agent = { agentId: deps.newId("agent"), app: "orders", environment: "prod", instance: "orders-1", ...facts };
      return { ...agent, ...caller(async () => bearer(await agentToken(deps, agent))) };
    },
    settled: async () => void (await Promise.all(deps.background.splice(0))),
    anotherIsolate: () => worldOf({ ...deps }),
    withConfig: (config) => worldOf({ ...deps, config }),
    withFreshHubs: () => worldOf({ ...deps, hubs: memoryHubs(deps.clock) }),
  };
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

function callerOf(app: App, credential: () => Promise<Readonly<Record<string, string>>>): Caller {
  const fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(await credential())) if (!headers.has(name)) headers.set(name, value);
    return app.fetch(new Request(url, { ...init, headers }));
  };
  return {
    call: (endpoint, input) => call({ baseUrl, fetch }, endpoint, input),
    fetch: (path, init) => fetch(`${baseUrl}${path}`, init),
  };
}

function configOf(tenant: string): Config {
  const postgres = thePostgres();
  return {
    tenant,
    databaseUrl: new Secret(postgres.url),
    databaseGateway: new URL(postgres.gateway),
    clickhouseUrl: new Secret(theTelemetryStore()?.url ?? "http://nobody:none@127.0.0.1:9/cameleer"),
    publicUrl: undefined,
    secrets: [new Secret(randomBytes(32).toString("base64url"))],
    bootstrapToken: new Secret(`cml_b_${randomBytes(24).toString("base64url")}`),
    firstAdmin: undefined,
    setupToken: undefined,
    routing: { mode: "path", domain: undefined },
    localLogin: true,
    oidc: undefined,
    trustedProxies: [],
    outboundPrivate: false,
    license: undefined,
  };
}

function depsOf(config: Config, clock: MovingClock): WorldDeps {
  const { tenant, secrets } = config;
  const lines: string[] = [];
  const background: Promise<unknown>[] = [];
  const writeLine = (line: string): void => void lines.push(line);
  const outbound = openOutbound(config, { anywhere: fetch, publicOnly: fetch });
  return {
    tenant,
    config,
    clock,
    lines,
    background,
    db: connectDatabase({ url: config.databaseUrl, gateway: config.databaseGateway }),
    clickhouse: openClickHouse(config.clickhouseUrl),
    hubs: memoryHubs(clock),
    runnerHubs: memoryRunnerHubs(clock),
    blobs: memoryBlobs(),
    keys: keysOf({ secrets, tenant, clock }),
    outbound,
    issuers: knownIssuers(outbound, clock),
    newId: (kind) => idFromUuid(kind, v7({ msecs: clock.now() })),
    writeLine,
    later: inBackground((work) => background.push(work), writeLine),
  };
}

/** Two files of a built UI. */
const builtUi = {
  fetch: async (url: string) => {
    const file = { "/index.html": "<!doctype html>", "/assets/main-1a2b.js": "void 0" }[new URL(url).pathname];
    return new Response(file ?? null, { status: file === undefined ? 404 : 200 });
  },
} as unknown as Fetcher;
