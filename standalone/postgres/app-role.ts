import { createHmac } from "node:crypto";
import { escapeIdentifier, escapeLiteral, type Client } from "pg";
import { appRole } from "./gateway-url.ts";

export interface RoleRights {
  readonly name: string;
  readonly createsRoles: boolean;
  readonly passesRowSecurity: boolean;
}

export async function rightsOf(client: Client): Promise<RoleRights> {
  const { rows } = await client.query<{ rolname: string; rolsuper: boolean; rolcreaterole: boolean; rolbypassrls: boolean }>(
    "SELECT rolname, rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user",
  );
  const row = rows[0];
  if (row === undefined) throw new Error("PostgreSQL does not know the role that signed in.");
  return { name: row.rolname, createsRoles: row.rolsuper || row.rolcreaterole, passesRowSecurity: row.rolsuper || row.rolbypassrls };
}

/**
 * Makes sure of a login role that is a member of the application's role, and returns the URL to sign in with it. The
 * password follows from the owner's, so that several instances on one database agree without telling each other.
 */
export async function createLogin(client: Client, ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  const { rows } = await client.query<{ database: string }>("SELECT current_database() AS database");
  const login = `${appRole}_${rows[0]?.database ?? ""}`.slice(0, 63);
  const password = createHmac("sha256", decodeURIComponent(url.password)).update(`cameleer login ${login}`).digest("base64url");
  const exists = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [login]);
  const verb = exists.rowCount === 0 ? "CREATE" : "ALTER";
  await client.query(
    `${verb} ROLE ${escapeIdentifier(login)} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB INHERIT PASSWORD ${escapeLiteral(password)}`,
  );
  await client.query(`GRANT ${appRole} TO ${escapeIdentifier(login)}`);
  url.username = encodeURIComponent(login);
  url.password = encodeURIComponent(password);
  return url.href;
}
