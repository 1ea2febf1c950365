import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { putAppSecret } from "#schema/contract/app-settings";
import { call, type Caller } from "#schema/contract/call";
import { getDeployment } from "#schema/contract/deployments";
import { getRunner, listRunners } from "#schema/contract/runners";
import { eventually } from "#test/eventually";
import { serve, type ServedWorld } from "#test/runner/served-world";
import { deploying, type Place } from "#test/runtime/deploying";
import { aWorld } from "#test/world";

const entry = path.join(import.meta.dirname, "../../runner/main.ts");
const patient = { what: "", withinMs: 60_000 };

interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** `cameleer-runner` as a host's administrator has it: a configuration, a state folder, a daemon. */
interface Installed {
  readonly stateDir: string;
  command(...args: string[]): Promise<Outcome>;
  status(): Promise<Record<string, unknown>>;
  startDaemon(): void;
  /** Its exit code. */
  endDaemon(): Promise<number | null>;
  daemonEnded(): Promise<number | null>;
}

function installed(stateDir: string, settings: Readonly<Record<string, unknown>>): Installed {
  const configFile = `${stateDir}.yaml`;
  const environment = { PATH: process.env["PATH"], CAMELEER_CONFIG: configFile };
  const written = writeFile(configFile, JSON.stringify({ stateDir, executor: "memory", policy: { minFreeDisk: 0 }, ...settings }));
  let child: ChildProcess | undefined;
  const command = async (...args: string[]): Promise<Outcome> => {
    await written;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const running = execFile(process.execPath, [entry, ...args], { env: environment }, (_, out, err) =>
      resolve({ exitCode: running.exitCode ?? -1, out, err }),
    );
    running.stdin?.end();
    return promise;
  };
  const daemonEnded = async (): Promise<number | null> => {
    if (child?.exitCode === null) await once(child, "exit");
    return child?.exitCode ?? null;
  };
  return {
    stateDir,
    command,
    status: async () => JSON.parse((await command("status", "--json")).out) as Record<string, unknown>,
    startDaemon: () => void (child = spawn(process.execPath, [entry, "run"], { env: environment, stdio: "ignore" })),
    async endDaemon() {
      child?.kill("SIGTERM");
      return daemonEnded();
    },
    daemonEnded,
  };
}

const parsed = (json: string): Record<string, unknown> => JSON.parse(json) as Record<string, unknown>;

describe("the commands of a host's administrator, against a running server", { timeout: 240_000 }, () => {
  let folder: string;
  let served: ServedWorld;
  let caller: Caller;
  let people: ReturnType<typeof deploying>;
  let host: Installed;
  let orders: Place;
  let token: string;
  let runnerId: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "cameleer-commands-"));
    const world = await aWorld({}, Date.now());
    served = await serve(world);
    caller = { baseUrl: "", fetch: (url, init) => world.as("admin").fetch(url, init) };
    people = deploying({ caller });
    token = await people.enrollmentToken();
    host = installed(path.join(folder, "host"), { url: served.url });
    await writeFile(path.join(folder, "token"), token);
    await host.command("register", "--token-file", path.join(folder, "token"));
    host.startDaemon();
    await up(host);
    const { items } = await call(caller, listRunners, {});
    runnerId = items[0]?.id ?? "";
    orders = await people.place("orders");
  }, 240_000);
  afterAll(async () => {
    await host.endDaemon();
    served.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const up = (one: Installed) =>
    eventually({ ...patient, what: "the daemon" }, async () => ((await one.status())["talk"] === "open" ? true : undefined));
  const deploy = async (version: string): Promise<string> => {
    const artifactId = await people.upload(orders.appId, { version });
    return people.begin({ action: "deploy", ...orders, artifactId, reason: "" });
  };
  const seen = () => call(caller, getRunner, { params: { id: runnerId } });

  test("support leaves out every secret", async ({ expect }) => {
    const value = "hunter2-but-longer";
    const params = { id: orders.appId, environmentId: orders.environmentId, name: "DB_PASSWORD" };
    await call(caller, putAppSecret, { params, body: { value } });
    expect(await people.ended(await deploy("1"))).toMatchObject({ state: "succeeded" });
    const { out, exitCode } = await host.command("support");
    expect(exitCode).toBe(0);
    expect(parsed(out)).toMatchObject({ identity: { runnerId }, apps: [{ change: "app.apply", ended: { phase: "succeeded" } }] });
    const keys = JSON.parse(await readFile(path.join(host.stateDir, "keys.json"), "utf8")) as Record<string, { privateKey: string }>;
    const records = await readdir(path.join(host.stateDir, "apps"));
    const record = await readFile(path.join(host.stateDir, "apps", records[0] ?? ""), "utf8");
    const sealed = [...record.matchAll(/"sealed":"([^"]+)"/g)].map(([, text]) => text ?? "");
    expect(sealed.length).toBeGreaterThan(0);
    for (const secret of [value, token, keys["sign"]?.privateKey, keys["seal"]?.privateKey, ...sealed]) expect(out).not.toContain(secret);
  });

  test("drain takes up nothing new until it is ended, and the server says so", async ({ expect }) => {
    const { out, exitCode } = await host.command("drain", "--json");
    expect([exitCode, parsed(out)]).toEqual([0, { draining: true, busy: [] }]);
    await eventually({ ...patient, what: "the condition on the page" }, async () =>
      (await seen()).conditions.length > 0 ? true : undefined,
    );
    expect((await seen()).conditions).toMatchObject([{ type: "Draining" }]);
    const second = await deploy("2");
    await eventually({ ...patient, what: "the change on the host" }, async () => ((await host.status())["rev"] === 2 ? true : undefined));
    expect(await call(caller, getDeployment, { params: { id: second } })).toMatchObject({ endedAt: null, events: [] });
    expect((await host.command("drain", "--end")).exitCode).toBe(0);
    expect(await people.ended(second)).toMatchObject({ state: "succeeded" });
  });

  test("rotate makes new keys while it runs, and everything goes on with them", async ({ expect }) => {
    const keysFile = path.join(host.stateDir, "keys.json");
    const [before, { keysRotatedAt }] = [await readFile(keysFile, "utf8"), await seen()];
    served.wire = async (request, answer) => {
      const response = await answer();
      return request.url.endsWith("/runner/v1/keys") ? null : response;
    };
    expect((await host.command("rotate", "--json")).exitCode).toBe(5);
    served.wire = (_, answer) => answer();
    await host.endDaemon();
    host.startDaemon();
    await up(host);
    const settled = await readFile(keysFile, "utf8");
    expect(settled).not.toBe(before);
    expect((await host.command("rotate")).exitCode).toBe(0);
    expect(await readFile(keysFile, "utf8")).not.toBe(settled);
    expect(await people.ended(await deploy("3"))).toMatchObject({ state: "succeeded" });
    expect((await seen()).keysRotatedAt >= keysRotatedAt).toBe(true);
  });

  test("of two with a copied state folder the later one is obeyed; the other says so everywhere and does nothing more", async ({
    expect,
  }) => {
    const copy = installed(path.join(folder, "copy"), { url: served.url });
    await cp(host.stateDir, copy.stateDir, { recursive: true, filter: (source) => !source.endsWith(".sock") });
    copy.startDaemon();
    await up(copy);
    await eventually({ ...patient, what: "the end of the first" }, async () =>
      (await host.status())["talk"] === "replaced" ? true : undefined,
    );
    const status = await host.command("status");
    expect(status.exitCode).toBe(6);
    expect(status.out).toContain("another process with this identity has taken over");
    const doctor = await host.command("doctor", "--json");
    expect(doctor.exitCode).toBe(6);
    expect(parsed(doctor.out)["checks"]).toContainEqual(expect.objectContaining({ check: "daemon", mark: "fail" }));
    expect(await seen()).toMatchObject({ state: "connected", conditions: [{ type: "Contested" }] });
    expect(await host.endDaemon()).toBe(3);
    expect((await copy.status())["talk"]).toBe("open");
    expect(await copy.endDaemon()).toBe(0);
    host.startDaemon();
    await up(host);
    expect((await seen()).conditions).toEqual([]);
  });

  test("unregister is refused while apps are placed, and names them; then it ends the identity and the daemon", async ({ expect }) => {
    const refused = await host.command("unregister", "--json");
    expect(refused.exitCode).toBe(3);
    expect(parsed(refused.err)).toMatchObject({ error: { code: "apps-placed", message: expect.stringContaining("test/orders") } });
    await people.ended(await people.begin({ action: "remove", ...orders, purge: true, reason: "" }));
    await eventually({ ...patient, what: "nothing placed" }, async () => ((await seen()).apps === 0 ? true : undefined));
    expect(await host.command("unregister")).toMatchObject({ exitCode: 0 });
    expect(await host.daemonEnded()).toBe(0);
    expect((await call(caller, listRunners, {})).items).toEqual([]);
    expect(await readdir(host.stateDir)).not.toContain("keys.json");
    expect((await host.command("status")).exitCode).toBe(6);
  });
});
