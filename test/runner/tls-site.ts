import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createProxyServer } from "node:http";
import { createServer, type Server } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Duplex } from "node:stream";

/** An HTTPS server whose certificate no system trusts; it answers anything, and echoes on WebSockets. */
export interface TlsSite {
  readonly url: string;
  /** PEM file of the authority that signed it. */
  readonly caFile: string;
  /** What it does with WebSockets: takes them, refuses them, or takes them and lets nothing through. */
  sockets: "open" | "refused" | "swallowed";
  stop(): void;
}

export async function aTlsSite(): Promise<TlsSite> {
  const folder = mkdtempSync(path.join(tmpdir(), "cameleer-tls-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  execFileSync("openssl", ["req", "-x509", ...ec, "-nodes", "-keyout", key, "-out", cert, "-days", "1", ...subject], { stdio: "ignore" });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, outgoing) => outgoing.end("{}"));
  const open = new Set<Duplex>();
  server.on("connection", (socket: Duplex) => open.add(socket));
  const site: TlsSite = {
    url: `https://localhost:${await portOf(server)}`,
    caFile: cert,
    sockets: "open",
    stop() {
      server.close();
      for (const socket of open) socket.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  server.on("upgrade", (incoming, socket: Duplex) => {
    if (site.sockets === "refused") return void socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    const accept = createHash("sha1")
      .update(`${incoming.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    );
    socket.on("data", () => void (site.sockets === "open" && socket.write(Buffer.concat([Buffer.from([0x81, 4]), Buffer.from("pong")]))));
  });
  return site;
}

/** A proxy that wants a name and a password. */
export interface AuthenticatingProxy {
  /** With both. */
  readonly address: string;
  /** Where it was asked to connect to, and let. */
  readonly tunnels: readonly string[];
  stop(): void;
}

export async function anAuthenticatingProxy(): Promise<AuthenticatingProxy> {
  const tunnels: string[] = [];
  const open = new Set<Duplex>();
  const expected = `Basic ${Buffer.from("runner:open sesame").toString("base64")}`;
  const server = createProxyServer((_, outgoing) => outgoing.writeHead(405).end());
  server.on("connect", (incoming, socket: Duplex) => {
    open.add(socket);
    if (incoming.headers["proxy-authorization"] !== expected) return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const target = incoming.url ?? "";
    tunnels.push(target);
    const onward = connect(Number(target.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    socket.on("error", () => onward.destroy());
    onward.on("error", () => socket.destroy());
  });
  const port = await portOf(server);
  const stop = (): void => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { address: `http://runner:open%20sesame@127.0.0.1:${port}`, tunnels, stop };
}

async function portOf(server: Server | ReturnType<typeof createProxyServer>): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
