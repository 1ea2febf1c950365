import { DatabaseSync } from "node:sqlite";
import type { Sql } from "#server/hubs/hub-store";

/** A Durable Object's SQLite, for tests in Node: the same engine. */
export function memorySql(): Sql {
  const database = new DatabaseSync(":memory:");
  return {
    run: (statement, ...values) => database.prepare(statement).all(...values),
    transaction: (work) => {
      database.exec("begin");
      try {
        work();
        database.exec("commit");
      } catch (cause) {
        database.exec("rollback");
        throw cause;
      }
    },
  };
}
