import { afterAll, afterEach, beforeAll, describe, test } from "vitest";
import { systemClock } from "#runner/clock";
import { connect, type Connection } from "#runner/protocol/connection";
import { openDoorBell } from "#runner/protocol/door-bell";
import { anAuthenticatingProxy, aTlsSite, type AuthenticatingProxy, type TlsSite } from "#test/runner/tls-site";

describe("the way to a server with a certificate of its own authority, through a proxy that wants a password", { timeout: 30_000 }, () => {
  let site: TlsSite;
  let proxy: AuthenticatingProxy;
  let connection: Connection;
  beforeAll(async () => {
    site = await aTlsSite();
    proxy = await anAuthenticatingProxy();
  });
  afterEach(async () => connection.dispatcher.destroy());
  afterAll(() => {
    site.stop();
    proxy.stop();
  });

  const reach = async (change: { caFile?: string; https?: string; none?: string } = {}): Promise<Connection> => {
    const { caFile = site.caFile, https = proxy.address, none = "" } = change;
    connection = await connect({ url: site.url, caFile, clock: systemClock, proxy: { https, http: "", none } });
    return connection;
  };
  const ask = async ({ fetch }: Connection): Promise<number> => (await fetch(`${site.url}/api/v1/health`, {})).status;
  const bell = async (open: Connection, pingMs = 30_000): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const settings = { connection: open, authorization: "Bearer t", epoch: 1, pingMs };
    const opened = openDoorBell(settings, {
      onOpen: () => resolve(`open: ${opened.isOpen()}`),
      onFrame: () => undefined,
      onClosed: (_, why) => resolve(why),
    });
    const outcome = await promise;
    opened.close();
    return outcome;
  };

  test("calls and the WebSocket both go through it", async ({ expect }) => {
    const open = await reach();
    const before = proxy.tunnels.length;
    expect(await ask(open)).toBe(200);
    expect(proxy.tunnels.length).toBe(before + 1);
    expect(await bell(open)).toBe("open: true");
    expect(proxy.tunnels.slice(before)).toEqual([new URL(site.url).host, new URL(site.url).host]);
  });

  test("an address that NO_PROXY names is reached directly, with calls and the WebSocket", async ({ expect }) => {
    const open = await reach({ https: "http://127.0.0.1:1", none: "example.com,localhost" });
    expect([await ask(open), await bell(open)]).toEqual([200, "open: true"]);
  });

  test("without the authority nothing gets through, and with a wrong password neither", async ({ expect }) => {
    await expect(ask(await reach({ caFile: "" }))).rejects.toThrow();
    expect(await bell(connection)).toContain("could not be opened");
    await connection.dispatcher.destroy();
    await expect(ask(await reach({ https: proxy.address.replace("sesame", "barley") }))).rejects.toThrow();
  });

  test("a WebSocket that is refused on the way, or opened and swallowed, does not count as open", async ({ expect }) => {
    const open = await reach();
    site.sockets = "refused";
    expect(await bell(open)).toContain("does not let it pass");
    site.sockets = "swallowed";
    expect(await bell(open, 50)).toContain("nothing comes through");
    site.sockets = "open";
  });
});
