import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "vitest";
import { checkTraefikVersion } from "#runner/doctor/traefik-versions";
import { freePort } from "#test/free-port";

let folder: string;
let servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cameleer-doctor-"));
});
afterEach(async () => {
  for (const server of servers) server.close();
  servers = [];
  await rm(folder, { recursive: true, force: true });
});

async function listening(server: Server, address: string | number = 0): Promise<string> {
  servers.push(server);
  server.listen(address);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering: RequestListener = (_, outgoing) => void outgoing.end("{}");

interface Report {
  readonly ok: boolean;
  readonly checks: readonly { readonly check: string; readonly mark: string; readonly message: string; readonly remedy: string }[];
}

/** `cameleer-runner doctor --json` as a person runs it. */
async function doctor(settings: Readonly<Record<string, unknown>>): Promise<{ readonly report: Report; readonly exitCode: number }> {
  const file = path.join(folder, "config.yaml");
  await writeFile(file, JSON.stringify({ stateDir: path.join(folder, "state"), ...settings }));
  const entry = path.join(import.meta.dirname, "../main.ts");
  const { promise, resolve } = Promise.withResolvers<{ report: Report; exitCode: number }>();
  const environment = { PATH: process.env["PATH"], CAMELEER_CONFIG: file };
  const child = execFile(process.execPath, [entry, "doctor", "--json"], { env: environment }, (_, stdout) =>
    resolve({ report: JSON.parse(stdout) as Report, exitCode: child.exitCode ?? -1 }),
  );
  return promise;
}

const found = ({ checks }: Report, check: string) => checks.find((finding) => finding.check === check);

describe("the doctor names the cause and the remedy", { timeout: 30_000 }, () => {
  test("on a host without Docker", async ({ expect }) => {
    const { report, exitCode } = await doctor({ dockerHost: `unix://${folder}/no.sock` });
    expect(exitCode).toBe(6);
    expect(report.ok).toBe(false);
    expect(found(report, "docker")).toMatchObject({
      mark: "fail",
      message: expect.stringContaining("does not exist"),
      remedy: expect.stringContaining("apt-get install docker.io"),
    });
  });

  test("with Docker stopped, its socket left behind", async ({ expect }) => {
    const socket = path.join(folder, "docker.sock");
    await new Promise<void>((resolve) => {
      const code = `require("net").createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, "SIGKILL"))`;
      execFile(process.execPath, ["-e", code], () => resolve());
    });
    const { report } = await doctor({ dockerHost: `unix://${socket}` });
    expect(found(report, "docker")).toMatchObject({
      mark: "fail",
      message: expect.stringContaining("does not answer"),
      remedy: "systemctl start docker",
    });
  });

  test("with a wrong clock", async ({ expect }) => {
    const tenMinutesAgo = new Date(Date.now() - 600_000).toUTCString();
    const url = await listening(createServer((_, outgoing) => void outgoing.setHeader("date", tenMinutesAgo).end("{}")));
    const { report } = await doctor({ url, executor: "none" });
    expect(found(report, "clock")).toMatchObject({
      mark: "fail",
      message: expect.stringMatching(/60\d s ahead of the server's/),
      remedy: "timedatectl set-ntp true",
    });
  });

  test("behind a proxy that works: the server is reached through it", async ({ expect }) => {
    const url = await listening(createServer(answering));
    const proxy = createServer().on("connect", (incoming, socket) => {
      const [host = "", port = ""] = (incoming.url ?? "").split(":");
      const onward = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        onward.pipe(socket).pipe(onward);
      });
    });
    const forwarding = createServer(answering).on("connect", (...given) => void proxy.emit("connect", ...given));
    const { report } = await doctor({ url, httpProxy: await listening(forwarding), executor: "none" });
    expect(found(report, "proxy")).toMatchObject({ mark: "ok" });
    expect(found(report, "server")).toMatchObject({ mark: "ok" });
  });

  test("behind a proxy that is not there", async ({ expect }) => {
    const { report } = await doctor({
      url: "http://cameleer.example",
      httpProxy: `http://user:secret@127.0.0.1:${await freePort()}`,
      executor: "none",
    });
    expect(found(report, "server")).toMatchObject({
      mark: "fail",
      message: expect.stringContaining("through the proxy"),
      remedy: expect.stringContaining("proxy's address"),
    });
    expect(JSON.stringify(report)).not.toContain("secret");
  });

  test("with a server that nobody runs, and with one that hangs up", async ({ expect }) => {
    const refused = await doctor({ url: `http://127.0.0.1:${await freePort()}`, executor: "none" });
    expect(found(refused.report, "server")).toMatchObject({ mark: "fail", message: expect.stringContaining("Nobody listens") });
    const url = await listening(createTcpServer((socket) => void socket.destroy()));
    expect(found((await doctor({ url, executor: "none" })).report, "server")).toMatchObject({
      mark: "fail",
      remedy: expect.stringContaining("firewall"),
    });
  });
});

describe("Traefik and Docker that do not get on", () => {
  const old = { engineApi: "1.41", engineMinApi: "1.12", apiVersionSet: false };
  const recent = { engineApi: "1.52", engineMinApi: "1.44", apiVersionSet: false };

  test.for([
    ["3.5.3", old, "ok"],
    ["3.6.0", old, "ok"],
    ["3.6.1", old, "fail"],
    ["3.6.15", old, "ok"],
    ["3.7.15", old, "fail"],
    ["3.7.15", { ...old, apiVersionSet: true }, "ok"],
    ["3.5.3", recent, "fail"],
    ["3.6.0", recent, "fail"],
    ["3.6.1", recent, "ok"],
    ["3.6.15", recent, "ok"],
    ["3.7.15", recent, "ok"],
    ["2.11.0", old, "warn"],
    ["", old, "warn"],
  ] as const)("Traefik %s with %o: %s", ([traefik, engine, mark], { expect }) => {
    expect(checkTraefikVersion({ traefik, ...engine }).mark).toBe(mark);
  });
});
