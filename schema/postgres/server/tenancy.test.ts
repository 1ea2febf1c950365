import type { Client } from "pg";
import { beforeAll, describe, test } from "vitest";
import { thePostgres, usePostgres } from "#test/engines";

usePostgres();

let tables: readonly string[] = [];

beforeAll(async () => {
  await thePostgres().asOwner(async (owner) => {
    tables = await column(owner, "select tablename from pg_tables where schemaname = 'public' order by 1");
    for (const table of tables) for (const tenant of ["a", "b"]) await storeRow(owner, table, tenant);
    await owner.query("create role bound_to_a login in role cameleer_app");
    await owner.query("insert into tenancy.bound_roles values ('bound_to_a', 'a')");
  });
});

describe("attack 38: row-level security", () => {
  test("is enabled and forced on every table, with one policy for everything", async ({ expect }) => {
    const open = await thePostgres().asOwner((owner) =>
      column(
        owner,
        `select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (
           c.relrowsecurity and c.relforcerowsecurity
           and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive and p.polwithcheck is not null))`,
      ),
    );
    expect(open).toEqual([]);
    expect(tables.length).toBeGreaterThan(10);
  });

  test("the application's role can neither pass it nor own or create anything", async ({ expect }) => {
    const rights = await thePostgres().asOwner((owner) =>
      owner.query(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        exists (select from pg_class where relowner = r.oid) as owns,
        has_schema_privilege(oid, 'public', 'create') as creates,
        has_table_privilege(oid, 'tenancy.bound_roles', 'select') as sees_bindings,
        has_function_privilege(oid, 'tenancy.protect(regclass)', 'execute') as protects
        from pg_roles r where rolname = 'cameleer_app'`),
    );
    expect(Object.values(rights.rows[0] ?? {})).toEqual(Array.from({ length: 8 }, () => false));
  });

  test("no view and no function of the public schema leads round it", async ({ expect }) => {
    const ways = await thePostgres().asOwner((owner) =>
      column(
        owner,
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
         union select proname from pg_proc where pronamespace = 'public'::regnamespace`,
      ),
    );
    expect(ways).toEqual([]);
  });

  test("without a tenant there is nothing to see in any table", async ({ expect }) => {
    for (const table of tables) expect(await asApplication(undefined, (client) => tenantsIn(client, table)), table).toEqual([]);
  });

  test("another tenant's rows can be neither seen, changed, removed nor written, in any table", async ({ expect }) => {
    for (const table of tables) {
      await asApplication("a", async (client) => {
        expect(await tenantsIn(client, table), table).toEqual(["a"]);
        expect(await attempt(client, `update ${table} set tenant_id = tenant_id where tenant_id = 'b'`), table).toMatch(/^(0 rows|42501)$/);
        expect(await attempt(client, `delete from ${table} where tenant_id = 'b'`), table).toMatch(/^(0 rows|42501)$/);
        expect(await attempt(client, `insert into ${table} select * from ${table} where false`), table).toBe("0 rows");
        expect(await attempt(client, insertStatement(await columnsOf(client, table), { table, tenant: "b" })), table).toBe("42501");
      });
    }
  });

  test("a row cannot be handed to another tenant", async ({ expect }) => {
    expect(await asApplication("a", (client) => attempt(client, "update settings set tenant_id = 'b'"))).toBe("42501");
  });

  test("a role that is bound to a tenant cannot talk itself into another", async ({ expect }) => {
    await asRole("bound_to_a", "b", async (client) => {
      for (const table of tables) expect(await tenantsIn(client, table), table).toEqual(["a"]);
      await client.query("set role cameleer_app");
      expect(await tenantsIn(client, "users")).toEqual(["a"]);
    });
  });

  test("the audit log can be added to, not changed", async ({ expect }) => {
    await asApplication("a", async (client) => {
      expect(await attempt(client, "update audit_log set action = 'nothing'")).toBe("42501");
      expect(await attempt(client, "delete from audit_log")).toBe("42501");
      expect(await attempt(client, "truncate audit_log")).toBe("42501");
    });
  });
});

describe("keys", () => {
  test("the tenant comes first in every primary key, index and foreign key", async ({ expect }) => {
    const wrong = await thePostgres().asOwner((owner) =>
      column(
        owner,
        `select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
           join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
         where c.relnamespace = 'public'::regnamespace and a.attname <> 'tenant_id'
         union select conname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
         where k.connamespace = 'public'::regnamespace and k.contype = 'f' and a.attname <> 'tenant_id'`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("every table has a primary key", async ({ expect }) => {
    const keyed = await thePostgres().asOwner((owner) =>
      column(
        owner,
        "select conrelid::regclass::text from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace order by 1",
      ),
    );
    expect(keyed).toEqual(tables);
  });
});

async function column(client: Client, query: string): Promise<string[]> {
  const { rows } = await client.query<string[]>({ text: query, rowMode: "array" });
  return rows.map(([value = ""]) => value);
}

function tenantsIn(client: Client, table: string): Promise<string[]> {
  return column(client, `select distinct tenant_id from ${table} order by 1`);
}

interface Column {
  readonly name: string;
  readonly type: string;
}

async function columnsOf(client: Client, table: string): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(
    "select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped",
    [table],
  );
  return rows;
}

const someValue: Readonly<Record<string, string>> = {
  boolean: "true",
  text: "'x'",
  jsonb: "'{}'",
  bigint: "1",
  integer: "1",
  real: "1",
};

function insertStatement(columns: readonly Column[], { table, tenant }: { table: string; tenant: string }): string {
  const values = columns.map(({ name, type }) => (name === "tenant_id" ? `'${tenant}'` : (someValue[type] ?? "now()")));
  return `insert into ${table} values (${values.join(", ")})`;
}

/** Past foreign keys, which this is not about. */
async function storeRow(owner: Client, table: string, tenant: string): Promise<void> {
  await owner.query("set session_replication_role = replica");
  await owner.query(insertStatement(await columnsOf(owner, table), { table, tenant }));
  await owner.query("reset session_replication_role");
}

/** How many rows a statement touched, or the SQLSTATE with which it was refused. Leaves no trace. */
async function attempt(client: Client, statement: string): Promise<string> {
  await client.query("savepoint attempt");
  try {
    return `${(await client.query(statement)).rowCount} rows`;
  } catch (thrown) {
    return (thrown as { code: string }).code;
  } finally {
    await client.query("rollback to attempt");
  }
}

function asApplication<T>(tenant: string | undefined, work: (client: Client) => Promise<T>): Promise<T> {
  return asRole("cameleer_app", tenant, work);
}

async function asRole<T>(role: string, tenant: string | undefined, work: (client: Client) => Promise<T>): Promise<T> {
  return thePostgres().asOwner(async (client) => {
    await client.query(`set session authorization ${role}`);
    await client.query("begin");
    await client.query("select set_config('app.tenant_id', $1, true)", [tenant ?? ""]);
    try {
      return await work(client);
    } finally {
      await client.query("rollback");
      await client.query("set session authorization postgres");
    }
  });
}
