import type { EmbeddedEngine, EngineUser } from "./embedded.ts";
import { cutMessage, errorResponse, lastStatus, readyForQuery, simpleQuery, textAt, type FrontendMessage } from "./wire.ts";

export interface SessionEvents {
  /** Bytes for the client. */
  reply(bytes: Uint8Array): void;
  /** The session is over; nothing follows. */
  over(): void;
}

export interface SessionOptions {
  readonly role: string | undefined;
  /** How long a client may keep everyone waiting between two statements of a transaction. */
  readonly idleMs: number;
}

/** One client of the embedded PostgreSQL. */
export interface Session {
  /** Bytes of the client, cut anywhere. */
  receive(bytes: Uint8Array): void;
  /** The client is gone: an open transaction is rolled back. */
  leave(): void;
}

/** The engine answers when it has one of these: Query, Sync, Flush, FunctionCall. */
const askingForReply = new Set(["Q", "S", "H", "F"]);

/** Reading rows from the client's side of the wire ends the embedded engine's process. */
const copyFromClient = /\bcopy\b[\s\S]*\bfrom\s+stdin\b/i;

function copies({ type, bytes }: FrontendMessage): boolean {
  if (type === "Q") return copyFromClient.test(textAt(bytes, 5));
  if (type !== "P") return false;
  return copyFromClient.test(textAt(bytes, bytes.indexOf(0, 5) + 1));
}

const noCopy = Buffer.concat([
  errorResponse({ severity: "ERROR", code: "0A000", message: "The embedded PostgreSQL does not take COPY FROM STDIN." }),
  readyForQuery("I"),
]);

/**
 * Lends the engine to the client from its first message to the end of its transaction. A client that says nothing for
 * `idleMs` while holding it is rolled back and dismissed, so that nobody else waits for it.
 */
export class EmbeddedSession implements Session, EngineUser {
  readonly role: string | undefined;
  readonly #engine: EmbeddedEngine;
  readonly #events: SessionEvents;
  readonly #idleMs: number;
  #inbox: Buffer = Buffer.alloc(0);
  #batch: Buffer[] = [];
  #ready: Buffer[] = [];
  #working = false;
  #left = false;
  #pass: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(engine: EmbeddedEngine, events: SessionEvents, options: SessionOptions) {
    this.#engine = engine;
    this.#events = events;
    this.role = options.role;
    this.#idleMs = options.idleMs;
  }

  receive(bytes: Uint8Array): void {
    if (this.#left) return;
    this.#inbox = Buffer.concat([this.#inbox, bytes]);
    for (let next = cutMessage(this.#inbox); next !== undefined; next = cutMessage(this.#inbox)) {
      this.#inbox = this.#inbox.subarray(next.bytes.length);
      if (next.type === "X") return this.leave();
      if (copies(next)) {
        this.#events.reply(noCopy);
        return this.leave();
      }
      this.#batch.push(next.bytes);
      if (askingForReply.has(next.type)) this.#ready.push(Buffer.concat(this.#batch.splice(0)));
    }
    void this.#work();
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    clearTimeout(this.#timer);
    try {
      for (let next = this.#ready.shift(); next !== undefined && !this.#left; next = this.#ready.shift()) await this.#answer(next);
      if (this.#left) await this.#end();
      else if (this.#pass !== undefined) this.#timer = setTimeout(() => this.#dismiss(), this.#idleMs);
    } catch {
      this.#events.over();
    } finally {
      this.#working = false;
    }
  }

  async #answer(messages: Buffer): Promise<void> {
    this.#pass ??= await this.#engine.hold(this);
    const reply = await this.#engine.exec(messages);
    this.#events.reply(reply);
    if (lastStatus(reply) === "I") this.#release();
  }

  #dismiss(): void {
    const message = `terminating connection: nothing came for ${this.#idleMs} ms inside a transaction`;
    this.#events.reply(errorResponse({ severity: "FATAL", code: "25P03", message }));
    this.leave();
  }

  async #end(): Promise<void> {
    if (this.#pass !== undefined) {
      // A client may leave between Parse and Sync, too: both bring the engine back to idle.
      await this.#engine.exec(Buffer.concat([Buffer.from([0x53, 0, 0, 0, 4]), simpleQuery("ROLLBACK")]));
      this.#release();
    }
    this.#events.over();
  }

  #release(): void {
    this.#pass?.();
    this.#pass = undefined;
  }
}
