import type { Duplex } from "node:stream";
import { Client, Pool, type PoolClient } from "pg";
import type { Attached, Backend } from "./backend.ts";

/**
 * The socket under a signed-in client, with nobody else reading it. The vendor's client does TLS and every way of
 * signing in; what follows is for the gateway's client to say.
 */
function takeSocket(client: Client): Duplex {
  const { connection } = client as unknown as { connection: { stream: Duplex } };
  const { stream } = connection;
  for (const event of ["data", "end", "close", "error"]) stream.removeAllListeners(event);
  stream.on("error", () => stream.destroy());
  return stream;
}

function parametersOf(client: Client): Map<string, string> {
  const parameters = new Map<string, string>();
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
  connection.on("parameterStatus", (said: { parameterName: string; parameterValue: string }) => {
    parameters.set(said.parameterName, said.parameterValue);
  });
  return parameters;
}

/** What one request set in its session is nothing to the next. The request does not wait for it. */
async function wipe(client: PoolClient): Promise<void> {
  try {
    await client.query("DISCARD ALL");
    client.release();
  } catch {
    client.release(true);
  }
}

const maxAttached = 40;

/** Any PostgreSQL ≥ 15; `url` signs in as the application's role. */
export function externalBackend(url: string): Backend {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks is replaced by the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  const attached = new Set<Duplex>();
  return {
    attach: async (): Promise<Attached> => {
      if (attached.size >= maxAttached) throw Object.assign(new Error("sorry, too many clients already"), { code: "53300" });
      const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
      const parameters = parametersOf(client);
      await client.connect();
      const stream = takeSocket(client);
      attached.add(stream);
      stream.once("close", () => attached.delete(stream));
      return { stream, parameters };
    },
    withClient: async (work) => {
      const client = await pool.connect();
      try {
        return await work(client as unknown as Client);
      } finally {
        void wipe(client);
      }
    },
    stop: async () => {
      for (const stream of attached) stream.destroy();
      await pool.end();
    },
  };
}
