import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const secret = z.string().min(16);

const secretsFile = z.object({
  /** Keys of the server are derived from it. */
  server: z.string().regex(/^[A-Za-z0-9_-]{43,}$/),
  bootstrapToken: secret,
  setupToken: secret,
  /** Of the gateways in front of the databases. */
  postgres: secret,
  clickhouse: secret,
});

export type Secrets = z.output<typeof secretsFile>;

const fresh = (bytes: number): string => randomBytes(bytes).toString("base64url");

/** Reads the data directory's secrets, making them at the first start. The file is readable by its owner only. */
export function readSecrets(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  if (!existsSync(path)) {
    const secrets: Secrets = {
      server: fresh(48),
      bootstrapToken: `cml_${fresh(24)}`,
      setupToken: fresh(18),
      postgres: fresh(24),
      clickhouse: fresh(24),
    };
    writeFileSync(`${path}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  const parsed = secretsFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success)
    throw new Error(`${path} is damaged; restore it from a backup, or every session and agent must sign in anew without it.`);
  return parsed.data;
}
