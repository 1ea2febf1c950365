import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedPostgres, startInstalledPostgres, type InstalledPostgres } from "#standalone/postgres/installed-postgres";
import { gatewayContract } from "#standalone/postgres/postgres.contract";
import { startPostgres } from "#standalone/postgres/start";

const bin = installedPostgres();
const required = process.env["CI"] === "true";

test("CI has a PostgreSQL server (Debian: apt-get install postgresql); a person's own machine may lack it", () => {
  expect(bin !== undefined || !required).toBe(true);
});

describe.skipIf(bin === undefined)("in front of an installed PostgreSQL (Debian: apt-get install postgresql)", () => {
  let cluster: InstalledPostgres;
  beforeAll(async () => {
    cluster = await startInstalledPostgres(bin ?? "");
  });
  afterAll(async () => {
    await cluster.stop();
  });

  async function asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client(cluster.url);
    await client.connect();
    return work(client).finally(() => client.end());
  }

  describe("the gateway", () => {
    gatewayContract(() => startPostgres({ url: cluster.url }));
  });

  test("a second instance on the same database signs in beside the first", { timeout: 10_000 }, async () => {
    const first = await startPostgres({ url: cluster.url });
    const second = await startPostgres({ url: cluster.url });
    const ask = async (of: typeof first): Promise<number> =>
      (await fetch(`${of.gateway}/sql`, { method: "POST", headers: { "neon-connection-string": of.url }, body: '{"query":"SELECT 1"}' }))
        .status;
    expect([await ask(first), await ask(second)]).toEqual([200, 200]);
    await first.stop();
    await second.stop();
  });

  test("a role that passes row-level security and may not create another is refused", async () => {
    await asOwner((client) => client.query("CREATE ROLE passing LOGIN BYPASSRLS PASSWORD 'p'"));
    const url = Object.assign(new URL(cluster.url), { username: "passing", password: "p" });
    await expect(startPostgres({ url: url.href })).rejects.toThrow("passes row-level security");
  });

  test("a plain role that was given the tables is used as it is", { timeout: 10_000 }, async () => {
    await (await startPostgres({ url: cluster.url })).stop();
    await asOwner((client) => client.query("CREATE ROLE plain LOGIN IN ROLE cameleer_app PASSWORD 'p'"));
    const url = Object.assign(new URL(cluster.url), { username: "plain", password: "p" });
    const postgres = await startPostgres({ url: url.href });
    const body = '{"query":"SELECT session_user::text AS name"}';
    const reply = await fetch(`${postgres.gateway}/sql`, { method: "POST", headers: { "neon-connection-string": postgres.url }, body });
    expect(await reply.json()).toMatchObject({ rows: [{ name: "plain" }] });
    await postgres.stop();
  });

  test.each([
    ["postgres://owner:wrong@HOST/postgres", "password authentication failed"],
    ["postgres://owner:secret@127.0.0.1:1/postgres", "ECONNREFUSED"],
    ["postgres://owner:secret@no-such-host.invalid/postgres", "ENOTFOUND"],
  ])("%s stops the start with one sentence that keeps the password", async (template, reason) => {
    const url = template.replace("HOST", new URL(cluster.url).host);
    const failed = await startPostgres({ url }).catch((cause: unknown) => String(cause));
    expect(failed).toContain("CAMELEER_DATABASE_URL: PostgreSQL at");
    expect(failed).toContain(reason);
    expect(failed).not.toMatch(/secret|wrong/);
  });
});
