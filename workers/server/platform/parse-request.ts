import type { z } from "zod";
import type { Endpoint, RawBody } from "#schema/contract/endpoint";
import { isRawBody } from "#schema/contract/endpoint";
import type { ProblemPlace } from "#schema/problems";
import { Problem } from "#schema/problems";

const jsonBodyLimitBytes = 1024 * 1024;

/** What the router found in the address. */
export interface Address {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** The parts of a request as the contract wants them; every wrong place is named in one `invalid-request`. */
export async function parseRequest(endpoint: Endpoint, request: Request, address: Address): Promise<Record<string, unknown>> {
  const places: ProblemPlace[] = [];
  const params = parsePart(endpoint.params, { name: "params", value: address.params }, places);
  const query = parsePart(endpoint.query, { name: "query", value: address.query }, places);
  const body = await parseBody(endpoint, request, places);
  if (places.length > 0) {
    throw new Problem("invalid-request", { detail: places.map((place) => `${place.pointer}: ${place.detail}`).join("; "), errors: places });
  }
  return { params, query, body };
}

function parsePart(schema: z.ZodType | undefined, part: { name: string; value: unknown }, places: ProblemPlace[]): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(part.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    places.push({ pointer: `/${[part.name, ...issue.path.map(String)].join("/")}`, detail: issue.message });
  }
  return undefined;
}

async function parseBody(endpoint: Endpoint, request: Request, places: ProblemPlace[]): Promise<unknown> {
  const schema = endpoint.body;
  if (schema === undefined) return undefined;
  if (isRawBody(schema)) {
    requireContentType(request, schema);
    return undefined;
  }
  const value = jsonOf(await boundedText(request));
  if (value === undefined) places.push({ pointer: "/body", detail: "Expected JSON" });
  return value === undefined ? undefined : parsePart(schema, { name: "body", value }, places);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads no more than 1 MiB, whatever length was announced; throws `too-large`. */
export async function boundedText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > jsonBodyLimitBytes) throw new Problem("too-large", { detail: "The body may have 1 MiB." });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function requireContentType(request: Request, body: RawBody): void {
  const sent = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (body.raw.includes(sent)) return;
  throw new Problem("unsupported-media-type", { detail: `Send ${body.raw.join(" or ")}, not ${sent === "" ? "an unnamed type" : sent}.` });
}
