import type { NeonQueryFunction, NeonQueryPromise } from "@neondatabase/serverless";
import { neon } from "@neondatabase/serverless";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import type { NeonHttpDatabase } from "drizzle-orm/neon-http";
import { drizzle } from "drizzle-orm/neon-http";
import { databaseError } from "#server/platform/database-errors";
import { throughGateway } from "#server/platform/database-gateway";
import { inTransaction } from "#server/platform/database-transaction";
import { Secret } from "#server/platform/secret";

/** Statements in the name of one tenant. Each carries its own `tenant_id` predicate; row-level security holds underneath. */
export type Queries = Pick<
  NeonHttpDatabase,
  "select" | "selectDistinct" | "selectDistinctOn" | "insert" | "update" | "delete" | "execute" | "with"
> & {
  readonly tenant: string;
};

/** A statement awaited on it is a transaction of its own: one HTTP request. */
export interface TenantDatabase extends Queries {
  /** Several statements in one transaction and one HTTP request; the results in their order. */
  batch<U extends BatchItem<"pg">, T extends Readonly<[U, ...U[]]>>(statements: T): Promise<BatchResponse<T>>;
  /**
   * A transaction whose later statements depend on earlier results: a socket, several round trips. Rolls back when `work` throws.
   * Nothing but `tx` may be used inside.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
}

/** Raises `store-unavailable` when Postgres is out of reach. */
export interface Database {
  forTenant(tenant: string): TenantDatabase;
}

export interface Connection {
  readonly url: Secret;
  /** A gateway that speaks Neon's protocols; undefined when the database is Neon's. */
  readonly gateway: URL | undefined;
}

const timeoutMs = 10_000;

export function connectDatabase({ url, gateway }: Connection): Database {
  const address = gateway === undefined ? url.reveal() : throughGateway(url.reveal(), gateway);
  const connection: Connection = { url: new Secret(address), gateway };
  const http = neon(address, { disableWarningInBrowsers: true });
  return {
    forTenant: (tenant) => {
      const queries = drizzle({ client: tenantClient(http, tenant) });
      const transaction = <T>(work: (tx: Queries) => Promise<T>): Promise<T> => inTransaction(connection, tenant, work);
      return Object.assign(queries, { tenant, transaction }) as unknown as TenantDatabase;
    },
  };
}

type Http = NeonQueryFunction<false, false>;
type Rows = Record<string, unknown>[];
type Statement = NeonQueryPromise<false, false, Rows>;

/** A client that cannot send a statement without saying first for whom: drizzle on top of it cannot either. */
function tenantClient(http: Http, tenant: string): Http {
  const transaction = async (statements: readonly Statement[]): Promise<Rows[]> => {
    const setTenant = http.query("select set_config('app.tenant_id', $1, true)", [tenant]);
    const fetchOptions = { signal: AbortSignal.timeout(timeoutMs) };
    try {
      return (await http.transaction([setTenant, ...statements], { fetchOptions })).slice(1);
    } catch (thrown) {
      throw databaseError(thrown);
    }
  };
  const query = (text: string, values: unknown[], options: object): Statement => {
    const statement = http.query<false, false>(text, values, options);
    statement.execute = async () => (await transaction([statement]))[0] ?? [];
    return statement;
  };
  return { query, transaction } as unknown as Http;
}
