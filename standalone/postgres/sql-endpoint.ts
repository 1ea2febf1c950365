import type { IncomingMessage, ServerResponse } from "node:http";
import { DatabaseError } from "pg";
import type { Backend } from "./backend.ts";
import { fromConnectionString, matches, type GatewayCredentials } from "./credentials.ts";
import { answerSql, BadSqlRequest } from "./sql-request.ts";

const maxBodyBytes = 64 * 1024 * 1024;

const errorFields = [
  ...(["severity", "detail", "hint", "position", "internalPosition", "internalQuery", "where"] as const),
  ...(["schema", "table", "column", "dataType", "constraint", "file", "line", "routine"] as const),
];

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBodyBytes) throw new BadSqlRequest(`The body is larger than ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** 400 is what the driver turns into PostgreSQL's own error; any other status means that the gateway itself failed. */
function sendFailure(response: ServerResponse, cause: unknown): void {
  if (cause instanceof DatabaseError) {
    const fields = Object.fromEntries(errorFields.map((name) => [name, cause[name]]));
    return send(response, 400, { message: cause.message, code: cause.code, ...fields });
  }
  if (cause instanceof BadSqlRequest) return send(response, 400, { message: cause.message, code: "08P01", severity: "ERROR" });
  send(response, 503, { message: cause instanceof Error ? cause.message : String(cause) });
}

/** Neon's `POST /sql`. */
export function sqlEndpoint(
  backend: Backend,
  expected: GatewayCredentials,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const given = fromConnectionString(request.headers["neon-connection-string"]?.toString() ?? "");
    if (given === undefined || !matches(given, expected)) {
      const message = `password authentication failed for user "${given?.user ?? ""}"`;
      return send(response, 400, { message, code: "28P01", severity: "FATAL" });
    }
    try {
      send(response, 200, await answerSql(backend, request.headers, await readText(request)));
    } catch (cause) {
      sendFailure(response, cause);
    }
  };
}
