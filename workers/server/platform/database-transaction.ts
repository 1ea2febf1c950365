import { Client } from "@neondatabase/serverless";
import { DrizzleQueryError } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-serverless";
import type { Connection, Queries } from "#server/platform/database";
import { databaseError } from "#server/platform/database-errors";

/** An interactive transaction over a socket that lives no longer than it: a Worker may not keep one beyond its request. */
export async function inTransaction<T>(connection: Connection, tenant: string, work: (tx: Queries) => Promise<T>): Promise<T> {
  const client = await connect(connection);
  try {
    await speak(client, "begin");
    await speak(client, "select set_config('app.tenant_id', $1, true)", [tenant]);
    const result = await work(queriesOf(client, tenant));
    await speak(client, "commit");
    return result;
  } catch (thrown) {
    await client.query("rollback").catch(() => undefined);
    throw thrown instanceof DrizzleQueryError ? databaseError(thrown) : thrown;
  } finally {
    leave(client);
  }
}

/** Not awaited: `end` never resolves when the other side went first. */
function leave(client: Client): void {
  client.end().catch(() => undefined);
}

async function connect({ url, gateway }: Connection): Promise<Client> {
  const client = new Client({ connectionString: url.reveal(), connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  client.on("error", () => undefined);
  if (gateway !== undefined) {
    client.neonConfig.wsProxy = () => `${gateway.host}/v2`;
    client.neonConfig.useSecureWebSocket = gateway.protocol === "https:";
    client.neonConfig.pipelineConnect = false;
  }
  try {
    await client.connect();
    return client;
  } catch (thrown) {
    leave(client);
    throw databaseError(thrown);
  }
}

async function speak(client: Client, statement: string, values: readonly string[] = []): Promise<void> {
  try {
    await client.query(statement, [...values]);
  } catch (thrown) {
    throw databaseError(thrown);
  }
}

/** Both drivers build and read statements alike; they differ in how they send them only. */
function queriesOf(client: Client, tenant: string): Queries {
  return Object.assign(drizzle({ client }), { tenant }) as unknown as Queries;
}
