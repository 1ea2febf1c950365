import { runChild } from "../child/run.ts";
import { openPostgres, type PostgresConfig } from "./open.ts";

export interface PostgresReady {
  readonly port: number;
}

runChild<PostgresConfig, PostgresReady>(async (config) => {
  const opened = await openPostgres(config, (reason) => {
    process.stderr.write(`The embedded PostgreSQL broke down: ${reason}\n`);
    process.exit(1);
  });
  return { ready: { port: opened.port }, stop: () => opened.stop() };
});
