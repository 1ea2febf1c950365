import { createServer, type Server } from "node:http";
import { WebSocketServer } from "ws";
import type { Backend } from "./backend.ts";
import type { GatewayCredentials } from "./credentials.ts";
import { sqlEndpoint } from "./sql-endpoint.ts";
import { serveTunnel } from "./tunnel.ts";

export interface Gateway {
  readonly server: Server;
  /** Answers what was asked, dismisses whoever is connected, closes the database. */
  stop(): Promise<void>;
}

const tunnelPaths = new Set(["/v1", "/v2"]);

/** Neon's HTTP and WebSocket protocols in front of a PostgreSQL. Not yet listening. */
export function createGateway(backend: Backend, expected: GatewayCredentials): Gateway {
  const answerSql = sqlEndpoint(backend, expected);
  const tunnels = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024, perMessageDeflate: false });
  const server = createServer((request, response) => {
    if (request.method === "POST" && request.url === "/sql") return void answerSql(request, response);
    response.writeHead(404).end();
  });
  server.keepAliveTimeout = 75_000;
  server.on("upgrade", (request, socket, head) => {
    const [path = ""] = (request.url ?? "").split("?");
    if (!tunnelPaths.has(path)) return void socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    tunnels.handleUpgrade(request, socket, head, (accepted) => serveTunnel(accepted, backend, expected));
  });
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const tunnel of tunnels.clients) tunnel.terminate();
    server.closeIdleConnections();
    await closed;
    await backend.stop();
  };
  return { server, stop };
}
