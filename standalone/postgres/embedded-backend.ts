import { Duplex } from "node:stream";
import { Client } from "pg";
import type { Attached, Backend } from "./backend.ts";
import type { EmbeddedEngine } from "./embedded.ts";
import { EmbeddedSession, type SessionOptions } from "./session.ts";
import { authenticated, cutStartup, greeting } from "./wire.ts";

/** A session as a stream of bytes. */
function sessionStream(engine: EmbeddedEngine, options: SessionOptions): Duplex {
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      session.receive(chunk);
      done();
    },
    final: (done) => {
      session.leave();
      done();
    },
    destroy: (cause, done) => {
      session.leave();
      done(cause);
    },
  });
  const session = new EmbeddedSession(engine, { reply: (bytes) => void stream.push(bytes), over: () => void stream.push(null) }, options);
  return stream;
}

/** What a `Client` takes for a socket. Inside this process there is nobody to ask for a password. */
class InnerSocket extends Duplex {
  readonly #inner: Duplex;
  readonly #welcome: Buffer;
  #started = false;

  constructor(inner: Duplex, parameters: ReadonlyMap<string, string>) {
    super();
    this.#inner = inner;
    this.#welcome = Buffer.concat([authenticated(), greeting(parameters)]);
    inner.on("data", (chunk: Buffer) => this.push(chunk));
    inner.on("end", () => this.push(null));
    inner.on("error", (cause) => this.destroy(cause));
  }
  connect(): this {
    process.nextTick(() => this.emit("connect"));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const startup = this.#started ? undefined : cutStartup(chunk);
    if (startup !== undefined) this.push(this.#welcome);
    this.#started = true;
    this.#inner.write(chunk.subarray(startup?.length ?? 0));
    done();
  }
  override _final(done: () => void): void {
    this.#inner.end();
    done();
  }
  override _destroy(cause: Error | null, done: (cause: Error | null) => void): void {
    this.#inner.destroy();
    done(cause);
  }
}

/** A client of the embedded PostgreSQL that goes past the gateway. */
async function innerClient(engine: EmbeddedEngine, options: SessionOptions): Promise<Client> {
  const socket = (): InnerSocket => new InnerSocket(sessionStream(engine, options), engine.parameters);
  const client = new Client({ stream: socket, user: "inner", database: "postgres" });
  await client.connect();
  return client;
}

/** Lends a connection that runs as `options.role`. */
export async function withInnerClient<T>(
  engine: EmbeddedEngine,
  options: SessionOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await innerClient(engine, options);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function embeddedBackend(engine: EmbeddedEngine, options: SessionOptions): Backend {
  return {
    attach: async (): Promise<Attached> => ({ stream: sessionStream(engine, options), parameters: engine.parameters }),
    withClient: (work) => withInnerClient(engine, options, work),
    stop: () => engine.close(),
  };
}
