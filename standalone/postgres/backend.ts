import type { Duplex } from "node:stream";
import type { Client } from "pg";

/** A connection that is signed in as the application's role, speaking PostgreSQL's protocol from the first query on. */
export interface Attached {
  readonly stream: Duplex;
  /** The server's parameters, to be told to the client. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** The PostgreSQL behind the gateway. */
export interface Backend {
  /** A connection of its own; ends when either side closes the stream. */
  attach(): Promise<Attached>;
  /** Lends a connection without any state of an earlier user. */
  withClient<T>(work: (client: Client) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}
