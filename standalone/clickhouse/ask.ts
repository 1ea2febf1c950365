/**
 * Runs one statement over ClickHouse's HTTP interface and returns the answer's text. For migrations and checks, which run
 * before there is a server; `url` is `http(s)://user:password@host:port/database`.
 */
export async function askClickHouse(url: string, statement: string, rows?: string): Promise<string> {
  const { origin, username, password, pathname } = new URL(url);
  const target = new URL("/", origin);
  const database = decodeURIComponent(pathname.slice(1));
  if (database !== "") target.searchParams.set("database", database);
  if (rows !== undefined) target.searchParams.set("query", statement);
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  const response = await fetch(target, { method: "POST", headers: { authorization: `Basic ${credentials}` }, body: rows ?? statement });
  const text = await response.text();
  if (!response.ok) throw new Error(text.trim().split("\n", 1)[0] ?? `HTTP ${response.status}`);
  return text;
}
