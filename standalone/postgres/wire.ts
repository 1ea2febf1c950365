/** Framing of PostgreSQL's protocol 3.0, as far as a gateway must understand it. */

/** One message of a client, after the start-up: its type letter and all its bytes. */
export interface FrontendMessage {
  readonly type: string;
  readonly bytes: Buffer;
}

const maxMessageBytes = 64 * 1024 * 1024;

function cut(bytes: Buffer, lengthAt: number): Buffer | undefined {
  if (bytes.length < lengthAt + 4) return undefined;
  const length = bytes.readInt32BE(lengthAt);
  if (length < 4 || length > maxMessageBytes) throw new Error(`A message of ${length} bytes is no PostgreSQL message.`);
  return bytes.length < lengthAt + length ? undefined : bytes.subarray(0, lengthAt + length);
}

/** The first whole start-up packet (no type letter) of `bytes`. */
export function cutStartup(bytes: Buffer): Buffer | undefined {
  return cut(bytes, 0);
}

/** The first whole message of `bytes`. */
export function cutMessage(bytes: Buffer): FrontendMessage | undefined {
  const whole = cut(bytes, 1);
  return whole === undefined ? undefined : { type: String.fromCharCode(whole[0] ?? 0), bytes: whole };
}

/** The zero-terminated text at `from`. */
export function textAt(bytes: Buffer, from: number): string {
  const end = bytes.indexOf(0, from);
  return bytes.toString("utf8", from, end < 0 ? bytes.length : end);
}

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(5);
  head.write(type, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const zeroTerminated = (text: string): Buffer => Buffer.from(`${text}\0`);

export const requestPassword = (): Buffer => message("R", int32(3));
export const authenticated = (): Buffer => message("R", int32(0));
export const readyForQuery = (status: "I" | "T" | "E"): Buffer => message("Z", Buffer.from(status));
export const simpleQuery = (sql: string): Buffer => message("Q", zeroTerminated(sql));

/** What a server says before it is ready: its parameters, and a key nobody can cancel with. */
export function greeting(parameters: ReadonlyMap<string, string>): Buffer {
  const said = [...parameters].map(([name, value]) => message("S", zeroTerminated(name), zeroTerminated(value)));
  return Buffer.concat([...said, message("K", int32(0), int32(0)), readyForQuery("I")]);
}

export interface ErrorFields {
  readonly severity: "ERROR" | "FATAL";
  /** SQLSTATE. */
  readonly code: string;
  readonly message: string;
}

export function errorResponse({ severity, code, message: text }: ErrorFields): Buffer {
  return message("E", ...[`S${severity}`, `V${severity}`, `C${code}`, `M${text}`].map(zeroTerminated), Buffer.from([0]));
}

/** The transaction status of the last ReadyForQuery in a server's reply: idle, in a transaction, in a failed one. */
export function lastStatus(reply: Uint8Array): "I" | "T" | "E" | undefined {
  const bytes = Buffer.from(reply.buffer, reply.byteOffset, reply.byteLength);
  let status: "I" | "T" | "E" | undefined;
  for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    if (bytes[at] === 90) status = String.fromCharCode(bytes[at + 5] ?? 0) as "I" | "T" | "E";
  }
  return status;
}
