import { matches, type GatewayCredentials } from "./credentials.ts";
import { cutMessage, cutStartup, requestPassword, textAt } from "./wire.ts";

/** The gateway asks for a clear-text password, so that drivers may send it without waiting to be asked. */
export type Step =
  | { readonly kind: "more"; readonly reply: Buffer }
  | { readonly kind: "admitted"; readonly rest: Buffer }
  | { readonly kind: "refused"; readonly message: string };

const protocolVersion = 196_608;
const sslRequest = 80_877_103;
const gssRequest = 80_877_104;

function parametersOf(packet: Buffer): Map<string, string> {
  const parameters = new Map<string, string>();
  for (let at = 8; at < packet.length && packet[at] !== 0;) {
    const name = textAt(packet, at);
    const value = textAt(packet, at + Buffer.byteLength(name) + 1);
    parameters.set(name, value);
    at += Buffer.byteLength(name) + Buffer.byteLength(value) + 2;
  }
  return parameters;
}

/** Takes the client's bytes until it is admitted or refused. */
export class Handshake {
  readonly #expected: GatewayCredentials;
  #bytes: Buffer = Buffer.alloc(0);
  #user: string | undefined;

  constructor(expected: GatewayCredentials) {
    this.#expected = expected;
  }

  receive(bytes: Uint8Array): Step {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    return this.#user === undefined ? this.#startup() : this.#password(this.#user, Buffer.alloc(0));
  }

  #startup(): Step {
    const packet = cutStartup(this.#bytes);
    if (packet === undefined) return { kind: "more", reply: Buffer.alloc(0) };
    this.#bytes = this.#bytes.subarray(packet.length);
    const code = packet.readInt32BE(4);
    if (code === sslRequest || code === gssRequest) return { kind: "more", reply: Buffer.from("N") };
    if (code !== protocolVersion) return { kind: "refused", message: `unsupported frontend protocol ${code >> 16}.${code & 0xffff}` };
    this.#user = parametersOf(packet).get("user") ?? "";
    return this.#password(this.#user, requestPassword());
  }

  #password(user: string, reply: Buffer): Step {
    const message = cutMessage(this.#bytes);
    if (message === undefined) return { kind: "more", reply };
    const rest = this.#bytes.subarray(message.bytes.length);
    const given = { user, password: textAt(message.bytes, 5) };
    if (message.type === "p" && matches(given, this.#expected)) return { kind: "admitted", rest };
    return { kind: "refused", message: `password authentication failed for user "${user}"` };
  }
}
