import type { Problem } from "#schema/problems";
import type { Findings } from "#server/ingest/findings";
import { putBytes, putText, putVarint, sink, taken } from "#server/ingest/native/sink";
import { messageTag } from "#server/ingest/otlp/wire";

export type OtlpEncoding = "json" | "protobuf";

const contentTypes = { json: "application/json", protobuf: "application/x-protobuf" } as const;

export function encodingOf(request: Request): OtlpEncoding {
  return (request.headers.get("content-type") ?? "").toLowerCase().startsWith(contentTypes.json) ? "json" : "protobuf";
}

/** Name of the member that counts the refused items, by signal. */
const rejectedMember = { traces: "rejectedSpans", metrics: "rejectedDataPoints", logs: "rejectedLogRecords" } as const;
export type Signal = keyof typeof rejectedMember;

/** 200, also for partial success: the accepted items are stored, the refused ones must not be sent again. */
export function otlpSuccess(signal: Signal, encoding: OtlpEncoding, findings: Findings): Response {
  const headers = { "content-type": contentTypes[encoding] };
  const { rejected } = findings;
  const message = [...new Set(findings.first.map(({ why }) => why))].slice(0, 10).join("; ");
  if (encoding === "json") {
    return Response.json(rejected === 0 ? {} : { partialSuccess: { [rejectedMember[signal]]: String(rejected), errorMessage: message } });
  }
  const body = sink(64);
  if (rejected > 0) {
    const partial = sink(64);
    putVarint(partial, 1 << 3);
    putVarint(partial, rejected);
    putVarint(partial, messageTag(2));
    putText(partial, message);
    putVarint(body, messageTag(1));
    putVarint(body, partial.length);
    putBytes(body, taken(partial));
  }
  return new Response(taken(body), { headers });
}

/** Numbers of google.rpc.Code by HTTP status. */
const statusCodes: Readonly<Record<number, number>> = { 400: 3, 413: 8, 415: 3, 429: 8, 503: 14 };

/** The problem as the google.rpc.Status that OTLP clients expect. Only 429 and 503 are sent again by them. */
export function otlpFailure(problem: Problem, encoding: OtlpEncoding): Response {
  const code = statusCodes[problem.status] ?? 2;
  const headers = new Headers({ "content-type": contentTypes[encoding] });
  if (problem.facts.retryAfterSeconds !== undefined) headers.set("retry-after", String(problem.facts.retryAfterSeconds));
  if (encoding === "json") return new Response(JSON.stringify({ code, message: problem.message }), { status: problem.status, headers });
  const body = sink(64);
  putVarint(body, 1 << 3);
  putVarint(body, code);
  putVarint(body, messageTag(2));
  putText(body, problem.message);
  return new Response(taken(body), { status: problem.status, headers });
}
