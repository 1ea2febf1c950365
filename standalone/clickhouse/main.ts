import { mkdirSync } from "node:fs";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { runChild } from "../child/run.ts";
import { openCommitJournal } from "./commit-journal.ts";
import { openEngine } from "./engine.ts";
import { groupCommit, recoverCommits } from "./group-commit.ts";
import { identifier } from "./literal.ts";
import { createGateway } from "./server.ts";
import { openSpool } from "./spool.ts";
import type { ClickHouseConfig, ClickHouseReady } from "./start.ts";

runChild<ClickHouseConfig, ClickHouseReady>(async ({ dataDir, port, user, password, database }) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const spool = openSpool(dataDir);
  const engine = openEngine(dataDir);
  await engine.run(`CREATE DATABASE IF NOT EXISTS ${identifier(database)}`, "Null");
  const version = Buffer.from((await engine.run("SELECT version()", "TabSeparatedRaw")).bytes)
    .toString()
    .trim();
  const commits = { journal: openCommitJournal(join(dataDir, "commits")), execute: (sql: string) => engine.run(sql, "Null") };
  await recoverCommits(commits);
  const server = createGateway({ engine, spool, share: groupCommit(commits), credentials: { user, password }, version });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    ready: { port: (server.address() as AddressInfo).port },
    stop: async () => {
      server.closeIdleConnections();
      await new Promise((resolve) => server.close(resolve));
      engine.close();
      spool.close();
    },
  };
});
