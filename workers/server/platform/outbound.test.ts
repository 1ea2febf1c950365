import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, onTestFinished, test } from "vitest";
import { openOutbound } from "#server/platform/outbound";

const closed = { outboundPrivate: false, oidc: undefined };

/** Never asked: what is refused is refused before anything is sent. */
const nobody: typeof fetch = async () => {
  throw new Error("asked");
};

const by = (send: typeof fetch) => ({ anywhere: send, publicOnly: send });

async function aServer(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the way out", () => {
  test.for([
    ["http://127.0.0.1/", /private/],
    ["http://2130706433/", /private/],
    ["http://0x7f.1/", /private/],
    ["http://0177.0.0.1/", /private/],
    ["http://10.1.2.3/", /private/],
    ["http://172.31.255.255/", /private/],
    ["http://192.168.0.1:8080/", /private/],
    ["http://169.254.169.254/latest/meta-data", /private/],
    ["http://100.100.100.200/", /private/],
    ["http://0.0.0.0/", /private/],
    ["http://255.255.255.255/", /private/],
    ["http://[::1]/", /private/],
    ["http://[::]/", /private/],
    ["http://[fe80::1]/", /private/],
    ["http://[fd00:ec2::254]/", /private/],
    ["http://[::ffff:10.0.0.1]/", /private/],
    ["http://[64:ff9b::a00:1]/", /private/],
    ["http://localhost/", /private/],
    ["http://LOCALHOST./", /private/],
    ["http://idp.localhost/", /private/],
    ["http://metadata.google.internal/", /private/],
    ["http://printer.local/", /private/],
    ["http://cameleer-logto:3001/oidc", /private/],
    ["file:///etc/passwd", /only http/],
    ["data:application/json,{}", /only http/],
    ["ftp://idp.example/", /only http/],
    ["https://user:secret@idp.example/", /password/],
    ["//idp.example", /not an address/],
    ["", /not an address/],
  ] as const)("attack 5: %s is not asked", async ([address, why], { expect }) => {
    await expect(openOutbound(closed, by(nobody)).fetch(address)).rejects.toThrow(why);
  });

  test.for(["https://idp.example/", "http://172.32.0.1/", "http://11.0.0.1/", "https://[2a00::1]/", "https://local.example/"])(
    "%s is asked",
    async (address, { expect }) => {
      const answers: typeof fetch = async () => new Response("ok");
      expect(await (await openOutbound(closed, by(answers)).fetch(address)).text()).toBe("ok");
    },
  );

  test("attack 5: a redirect is not followed", async ({ expect }) => {
    const asked: string[] = [];
    const origin = await aServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    await expect(openOutbound({ ...closed, outboundPrivate: true }, by(fetch)).fetch(origin)).rejects.toThrow(/redirects are not followed/);
    expect(asked).toEqual(["/"]);
  });

  test("attack 5: an answer over 256 kB is not read to its end", async ({ expect }) => {
    const origin = await aServer((_, response) => void response.end("x".repeat(300_000)));
    await expect(openOutbound({ ...closed, outboundPrivate: true }, by(fetch)).fetch(origin)).rejects.toThrow(/more than 256 kB/);
  });

  test("attack 5: who does not answer within five seconds is given up", { timeout: 10_000 }, async ({ expect }) => {
    const origin = await aServer(() => undefined);
    await expect(openOutbound({ ...closed, outboundPrivate: true }, by(fetch)).fetch(origin)).rejects.toThrow(/within 5 seconds/);
  });

  test("attack 5: only what is trusted takes the way that also leads to private addresses", async ({ expect }) => {
    const ways = { anywhere: async () => new Response("anywhere"), publicOnly: async () => new Response("public only") };
    const wayOf = async (policy: Parameters<typeof openOutbound>[0], url: string) => (await openOutbound(policy, ways).fetch(url)).text();
    expect(await wayOf(closed, "https://rebound.example/")).toBe("public only");
    expect(await wayOf({ ...closed, outboundPrivate: true }, "https://rebound.example/")).toBe("anywhere");
  });

  test("the issuer of the configuration is trusted for its own origin only", async ({ expect }) => {
    const answers: typeof fetch = async () => new Response("ok");
    const oidc = { issuer: "http://10.0.0.1:3001/oidc", audience: "", organizationId: "", clientId: "", clientSecret: undefined };
    const outbound = openOutbound({ ...closed, oidc }, by(answers));
    expect((await outbound.fetch("http://10.0.0.1:3001/oidc/jwks")).status).toBe(200);
    await expect(outbound.fetch("http://10.0.0.1:3002/")).rejects.toThrow(/private/);
    await expect(outbound.fetch("http://10.0.0.2:3001/")).rejects.toThrow(/private/);
  });
});
