import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Fails when the drizzle tables say something that no migration says: generates into a copy and expects nothing new. */
const migrations = "schema/postgres/server/migrations";
const copy = mkdtempSync(path.join(tmpdir(), "drift-"));
try {
  cpSync(migrations, path.join(copy, "migrations"), { recursive: true });
  const config = path.join(copy, "drizzle.config.json");
  const schema = readdirSync("schema/postgres/server")
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.resolve("schema/postgres/server", file));
  writeFileSync(
    config,
    JSON.stringify({ dialect: "postgresql", schema, out: path.relative(process.cwd(), path.join(copy, "migrations")) }),
  );
  const generated = spawnSync("drizzle-kit", ["generate", "--config", path.relative(process.cwd(), config), "--name", "drift"], {
    encoding: "utf8",
  });
  if (generated.status !== 0) throw new Error(generated.stdout + generated.stderr);
  const known = new Set(readdirSync(migrations));
  const extra = readdirSync(path.join(copy, "migrations")).filter((file) => file.endsWith(".sql") && !known.has(file));
  for (const file of extra) process.stdout.write(`${readFileSync(path.join(copy, "migrations", file), "utf8")}\n`);
  if (extra.length > 0) throw new Error("The tables changed and no migration says so: npm run db:generate");
} finally {
  rmSync(copy, { recursive: true });
}
