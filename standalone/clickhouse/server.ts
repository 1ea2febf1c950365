import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { authenticate, type Credentials } from "./credentials.ts";
import type { Engine, EngineResult } from "./engine.ts";
import { ClickHouseFailure, engineFailure, failure, statusOf } from "./failure.ts";
import type { StoreShared } from "./group-commit.ts";
import { lane } from "./lanes.ts";
import { literal } from "./literal.ts";
import { contentType, encodeReply } from "./reply.ts";
import { readJob, type Job } from "./request.ts";
import type { Spool } from "./spool.ts";

export interface GatewayDeps {
  readonly engine: Engine;
  readonly spool: Spool;
  /** Stores small inserts, several at a time. */
  readonly share: StoreShared;
  readonly credentials: Credentials;
  readonly version: string;
}

/** Statements of each kind under way at once; the rest wait, so that slow reads cannot keep rows out. */
export const widths = { reads: 8, writes: 4 };

type Run = (job: Job) => Promise<EngineResult>;

const nothing: EngineResult = { bytes: new Uint8Array(), elapsed: 0, rowsRead: 0, bytesRead: 0 };

function runner({ engine, spool, share, version }: GatewayDeps): Run {
  const reads = lane(widths.reads);
  const writes = lane(widths.writes);
  const run = async ({ prelude, statement, format }: Job): Promise<EngineResult> => {
    if ("sql" in statement) return engine.run(prelude + statement.sql, format);
    const { head, tail, rows } = statement;
    return spool.withFile(rows, (path) => engine.run(`${prelude}${head} FROM INFILE ${literal(path)} ${tail}`, format));
  };
  return async (job) => {
    try {
      if ("shared" in job.statement && job.statement.shared !== undefined) {
        await share(job.statement.shared);
        return nothing;
      }
      return await (job.writes ? writes : reads)(() => run(job));
    } catch (cause) {
      const { code, message } = engineFailure(cause);
      throw new ClickHouseFailure(code, `${message.trimEnd()} (version ${version})`);
    }
  };
}

function summaryOf(job: Job, result: EngineResult): string {
  const inserted = "rows" in job.statement;
  return JSON.stringify({
    read_rows: String(result.rowsRead),
    read_bytes: String(result.bytesRead),
    written_rows: String(inserted ? result.rowsRead : 0),
    written_bytes: String(inserted ? result.bytesRead : 0),
    total_rows_to_read: "0",
    result_rows: String(inserted ? result.rowsRead : 0),
    result_bytes: String(inserted ? result.bytesRead : result.bytes.length),
    elapsed_ns: String(Math.round(result.elapsed * 1e9)),
  });
}

function send(response: ServerResponse, status: number, payload: { headers: OutgoingHttpHeaders; bytes: Uint8Array | string }): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...payload.headers, "content-length": Buffer.byteLength(payload.bytes) });
  response.end(payload.bytes);
}

function sendFailure(response: ServerResponse, cause: unknown, headers: OutgoingHttpHeaders): void {
  const { code, message } = cause instanceof ClickHouseFailure ? cause : engineFailure(cause);
  const realm = statusOf(code) === 401 ? { "www-authenticate": 'Basic realm="ClickHouse server HTTP API"' } : {};
  send(response, statusOf(code), {
    headers: { ...headers, ...realm, "content-type": "text/plain; charset=UTF-8", "x-clickhouse-exception-code": String(code) },
    bytes: `${message}\n`,
  });
}

function answer(deps: GatewayDeps): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const run = runner(deps);
  return async (request, response) => {
    const path = (request.url ?? "").replace(/\?.*$/s, "");
    const url = new URL(`http://gateway/${(request.url ?? "").slice(path.length)}`);
    if (path === "/ping") return send(response, 200, { headers: {}, bytes: "Ok.\n" });
    const headers: OutgoingHttpHeaders = {
      "x-clickhouse-server-display-name": "cameleer",
      "x-clickhouse-query-id": url.searchParams.get("query_id") ?? randomUUID(),
    };
    try {
      if (path !== "/") throw failure(48, "NOT_IMPLEMENTED", `There is no handle ${path}; use / or /ping.`);
      authenticate(request, url, deps.credentials);
      const job = await readJob(request, url);
      const result = await run(job);
      const payload = await encodeReply(result.bytes, request, url);
      const described = {
        "content-type": contentType(job.format),
        "x-clickhouse-format": job.format,
        "x-clickhouse-summary": summaryOf(job, result),
      };
      send(response, 200, { headers: { ...headers, ...described, ...payload.headers }, bytes: payload.bytes });
    } catch (cause) {
      sendFailure(response, cause, headers);
    }
  };
}

/** ClickHouse's HTTP interface in front of an embedded engine. Not yet listening. */
export function createGateway(deps: GatewayDeps): Server {
  const respond = answer(deps);
  const server = createServer((request, response) => void respond(request, response));
  // Longer than any client keeps an idle connection, so that none is closed under a request being sent.
  server.keepAliveTimeout = 75_000;
  server.requestTimeout = 0;
  return server;
}
