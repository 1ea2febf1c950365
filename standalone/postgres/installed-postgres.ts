import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { Client } from "pg";

const versions = "/usr/lib/postgresql";

/** Where a PostgreSQL server is installed, by Debian's layout; undefined when none is. */
export function installedPostgres(): string | undefined {
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions).toSorted().at(-1);
  const bin = join(versions, newest ?? "", "bin");
  return existsSync(join(bin, "initdb")) ? bin : undefined;
}

/** PostgreSQL refuses to run as root; then its own user runs it. */
function owner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client(url);
  return client.connect().then(
    async () => {
      await client.end();
      return true;
    },
    () => false,
  );
}

export interface InstalledPostgres {
  /** Signs in as a superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A fresh cluster of the installed PostgreSQL, with SCRAM passwords over TCP. */
export async function startInstalledPostgres(bin: string): Promise<InstalledPostgres> {
  const as = owner();
  const directory = mkdtempSync(join(tmpdir(), "cameleer-cluster-"));
  if (as.uid !== undefined && as.gid !== undefined) chownSync(directory, as.uid, as.gid);
  const data = join(directory, "data");
  const passwordFile = join(directory, "password");
  writeFileSync(passwordFile, "owner's secret\n");
  const options = ["--auth=scram-sha-256", "--username=owner", `--pwfile=${passwordFile}`, "--no-sync", "-D", data];
  execFileSync(join(bin, "initdb"), options, { ...as, stdio: ["ignore", "ignore", "inherit"], cwd: directory });
  const port = await freePort();
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", String(port), "-k", directory, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
    {
      ...as,
      stdio: "ignore",
    },
  );
  const url = `postgres://owner:${encodeURIComponent("owner's secret")}@127.0.0.1:${port}/postgres`;
  while (!(await accepts(url))) await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    url,
    stop: async () => {
      const ended = once(server, "exit");
      server.kill("SIGINT");
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
