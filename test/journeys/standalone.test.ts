import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { installedPostgres, startInstalledPostgres } from "#standalone/postgres/installed-postgres";
import { startClickHouse } from "#standalone/clickhouse/start";
import { eventually } from "#test/eventually";
import { freePort } from "#test/free-port";
import { aFolder, isGone, processTree, runStandalone, whenReady, type StandaloneProcess } from "./standalone-process.ts";

const admin = { CAMELEER_ADMIN_USERNAME: "ada", CAMELEER_ADMIN_PASSWORD: "correct horse battery" };

async function aProduct(
  settings: Readonly<Record<string, string>> = {},
): Promise<StandaloneProcess & { url: string; settings: Record<string, string> }> {
  const port = await freePort();
  const complete = { PORT: String(port), CAMELEER_DATA_DIR: join(aFolder(), "data"), ...settings };
  const product = runStandalone(complete);
  await whenReady(product);
  return { ...product, url: `http://127.0.0.1:${port}`, settings: complete };
}

async function logIn(url: string): Promise<Response> {
  const body = JSON.stringify({ username: admin.CAMELEER_ADMIN_USERNAME, password: admin.CAMELEER_ADMIN_PASSWORD });
  return fetch(`${url}/api/v1/auth/login`, { method: "POST", headers: { "content-type": "application/json" }, body });
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/health`);
  return ((await response.json()) as { status: string }).status === "ok";
}

test("a first start says where it is, how to sign in first and what agents need; SIGTERM ends it and all its processes with 0", async () => {
  const product = await aProduct();
  const output = product.output();
  const pids = processTree(product.child.pid ?? 0);
  expect(output).toContain(`is ready at http://localhost:${product.settings["PORT"]}`);
  expect(output).toMatch(/First sign-in\s+http:\/\/localhost:\d+\/setup\?token=\S{16,}/);
  expect(output).toMatch(/Agent token\s+\S{16,}/);
  expect(await isHealthy(product.url)).toBe(true);
  expect((await fetch(product.url)).headers.get("content-type")).toContain("text/html");
  product.child.kill("SIGTERM");
  expect(await product.ended).toBe(0);
  expect(pids.filter((pid) => !isGone(pid))).toEqual([]);
  expect(product.errors()).toBe("");
});

test("the administrator and the agents' token of the settings are used", async () => {
  const token = "a-token-of-the-settings-0123456789";
  const product = await aProduct({ ...admin, CAMELEER_BOOTSTRAP_TOKEN: token });
  const signedIn = await logIn(product.url);
  const spans = await fetch(`${product.url}/v1/traces`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: '{"resourceSpans":[]}',
  });
  expect([signedIn.status, spans.status]).toEqual([200, 200]);
  expect(product.output()).toMatch(/Sign in\s+http:\/\/localhost:\d+ as ada/);
});

test("a second start on the same data directory says so and ends; the first goes on", async () => {
  const first = await aProduct();
  const second = runStandalone({ ...first.settings, PORT: String(await freePort()) });
  expect(await second.ended).toBe(1);
  expect(second.errors()).toBe(
    `CAMELEER_DATA_DIR: another Cameleer (process ${first.child.pid}) is using ${first.settings["CAMELEER_DATA_DIR"]}.\n`,
  );
  expect(await isHealthy(first.url)).toBe(true);
});

test("kill -9 of the supervisor takes its processes along, and the next start finds everything as it was", async () => {
  const first = await aProduct(admin);
  const pids = processTree(first.child.pid ?? 0);
  await logIn(first.url);
  first.child.kill("SIGKILL");
  await eventually({ what: "the end of all its processes", withinMs: 5_000 }, () => (pids.every(isGone) ? true : undefined));
  const second = runStandalone({ PORT: first.settings["PORT"] ?? "", CAMELEER_DATA_DIR: first.settings["CAMELEER_DATA_DIR"] ?? "" });
  await whenReady(second);
  expect((await logIn(first.url)).status).toBe(200);
  expect(second.errors()).toBe("");
});

test.each([
  ["postgres/main.ts", "The embedded PostgreSQL"],
  ["clickhouse/main.ts", "The embedded ClickHouse"],
  ["workerd", "The server (workerd)"],
])("when %s dies the product says so and ends rather than half-working", async (command, name) => {
  const { readFileSync } = await import("node:fs");
  const product = await aProduct();
  const tree = processTree(product.child.pid ?? 0);
  const victim = tree.find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(command) && pid !== product.child.pid);
  process.kill(victim ?? -1, "SIGKILL");
  expect(await product.ended).toBe(1);
  expect(product.errors()).toContain(`${name} ended by itself (SIGKILL); stopping rather than half-working.`);
});

test("a taken port, an unwritable directory, an unreachable database, a bad setting: one sentence each", { timeout: 60_000 }, async () => {
  const taken = createServer().listen(0);
  onTestFinished(() => void taken.close());
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const file = join(aFolder(), "file");
  writeFileSync(file, "");
  const cases: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ PORT: port }, /^PORT: \d+ is in use by another program\.\n$/],
    [{ CAMELEER_DATA_DIR: join(file, "data") }, /^CAMELEER_DATA_DIR: \S+ cannot be written to \(ENOTDIR\)\.\n$/],
    [
      { CAMELEER_DATABASE_URL: "postgres://u:hunter2@127.0.0.1:1/d" },
      /^CAMELEER_DATABASE_URL: PostgreSQL at 127\.0\.0\.1:1\/d cannot be used: connect ECONNREFUSED 127\.0\.0\.1:1\n$/,
    ],
    [
      { CAMELEER_CLICKHOUSE_URL: "http://u:hunter2@127.0.0.1:1/d" },
      /^CAMELEER_CLICKHOUSE_URL: ClickHouse at 127\.0\.0\.1:1 cannot be used: .+\n$/,
    ],
    [
      { CAMELEER_TENANT_ID: "Not OK" },
      /^CAMELEER_TENANT_ID: got 6 characters, expected lower-case letters, digits, - or _, at most 63\.\n$/,
    ],
  ];
  const spare = { PORT: String(await freePort()), CAMELEER_DATA_DIR: join(aFolder(), "data") };
  for (const [settings, sentence] of cases) {
    const failed = runStandalone({ ...spare, ...settings });
    expect(await failed.ended).toBe(1);
    expect(failed.errors()).toMatch(sentence);
  }
});

const bin = installedPostgres();

test.skipIf(bin === undefined)(
  "external databases are used instead of the embedded ones (Debian: apt-get install postgresql)",
  async () => {
    const [cluster, clickhouse] = await Promise.all([startInstalledPostgres(bin ?? ""), startClickHouse()]);
    onTestFinished(async () => {
      await Promise.all([cluster.stop(), clickhouse.stop()]);
    });
    const product = await aProduct({ ...admin, CAMELEER_DATABASE_URL: cluster.url, CAMELEER_CLICKHOUSE_URL: clickhouse.url });
    expect([await isHealthy(product.url), (await logIn(product.url)).status]).toEqual([true, 200]);
    product.child.kill("SIGTERM");
    expect(await product.ended).toBe(0);
  },
);
