import { describe, it } from "vitest";
import { anExchangeRow } from "./exchange-row-fixture.ts";
import { toCsv, toNdjson } from "./export-rows.ts";

const lastLine = (csv: string): string => csv.trimEnd().split("\r\n").at(-1) ?? "";

describe("exporting rows", () => {
  it("writes a header and one line per row", ({ expect }) => {
    const lines = toCsv([anExchangeRow(1), anExchangeRow(2)]).split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^startTime,status,environment,app,route,exchangeId,durationMicros/);
  });

  it.for(["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx"])("keeps a spreadsheet from running %j", (errorMessage, { expect }) => {
    expect(toCsv([anExchangeRow(1, { errorMessage })])).toContain(`'${errorMessage}`);
  });

  it("quotes commas, quotes and line breaks", ({ expect }) => {
    expect(lastLine(toCsv([anExchangeRow(1, { errorMessage: 'no "stock", sorry' })]))).toContain('"no ""stock"", sorry"');
  });

  it("leaves numbers alone, negative ones too", ({ expect }) => {
    expect(lastLine(toCsv([anExchangeRow(1, { durationMicros: -5 })]))).toContain(",-5,");
  });

  it("gives every attribute that occurs a column", ({ expect }) => {
    const csv = toCsv([anExchangeRow(1, { attributes: { orderId: "4711" } }), anExchangeRow(2, { attributes: { country: "DE" } })]);
    expect(csv.split("\r\n").at(0)).toMatch(/attributes\.country,attributes\.orderId$/);
    expect(lastLine(csv)).toMatch(/,DE,$/);
  });

  it("writes NDJSON that reads back as the same rows", ({ expect }) => {
    const rows = [anExchangeRow(1), anExchangeRow(2)];
    expect(
      toNdjson(rows)
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(rows);
  });
});
