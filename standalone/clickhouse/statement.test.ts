import { expect, test } from "vitest";
import { readInsert, readPlain, splitStatements } from "#standalone/clickhouse/statement";

test.each([
  ["INSERT INTO t FORMAT Native\nrows", "Native", "rows"],
  ["insert into db.t (a, `b;c`) settings x = 'FORMAT y' format JSONEachRow {}", "JSONEachRow", "{}"],
  ["INSERT INTO `values` VALUES (1)", "Values", "(1)"],
  ["INSERT INTO values VALUES (1)", "Values", "(1)"],
  ["-- FORMAT no\n/* FORMAT no */ INSERT INTO TABLE t (a) FORMAT CSV  \n 1", "CSV", " 1"],
])("%j: the rows begin after the header", (sql, format, rows) => {
  const insert = readInsert(sql);
  expect({ format: insert?.format, rows: sql.slice(insert?.dataAt) }).toEqual({ format, rows });
});

test("the file of rows is named before the statement's own settings", () => {
  const sql = "INSERT INTO t (a) SETTINGS x = 1 FORMAT CSV";
  const insert = readInsert(sql);
  expect([sql.slice(0, insert?.sourceAt), sql.slice(insert?.sourceAt, insert?.formatAt)]).toEqual([
    "INSERT INTO t (a) ",
    "SETTINGS x = 1 ",
  ]);
});

test.each([
  "INSERT INTO t SELECT 1 FORMAT Null",
  "SELECT 'INSERT INTO t FORMAT CSV'",
  "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
  "INSERT INTO t",
])("%s brings no rows", (sql) => {
  expect(readInsert(sql)).toBeUndefined();
});

test.each([
  ["SELECT 1 FORMAT JSON", { verb: "SELECT", format: "JSON", several: false }],
  ["select 1;", { verb: "SELECT", format: undefined, several: false }],
  ["SELECT ';' -- ;\n; ;", { verb: "SELECT", format: undefined, several: false }],
  ["SELECT 1; SELECT 2", { verb: "SELECT", several: true }],
  ["SELECT $x$ ; $x$ AS format", { verb: "SELECT", format: undefined, several: false }],
  ["SELECT * FROM (SELECT 1 AS a FORMAT CSV)", { verb: "SELECT", format: undefined }],
])("%s is read for what it is", (sql, expected) => {
  expect(readPlain(sql)).toMatchObject(expected);
});

test("a script is cut at its semicolons only", () => {
  const script = "-- first; comment\nCREATE TABLE a (b String DEFAULT ';');\n\n/* ; */;INSERT INTO a VALUES ('it''s; \\';');\n";
  expect(splitStatements(script)).toEqual([
    "-- first; comment\nCREATE TABLE a (b String DEFAULT ';')",
    "INSERT INTO a VALUES ('it''s; \\';')",
  ]);
});
