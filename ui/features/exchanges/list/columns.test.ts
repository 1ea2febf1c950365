import { describe, it } from "vitest";
import { columnsOf, columnsText, movedColumn, usualColumns } from "./columns.ts";

const ids = (text: string | undefined): string[] => columnsOf(text).map((column) => column.id);

describe("columns", () => {
  it("are the usual ones unless the link says otherwise", ({ expect }) => {
    expect(ids(undefined)).toEqual(usualColumns);
    expect(ids("nonsense,")).toEqual(usualColumns);
  });

  it("come in the link's order, each once, unknown ones skipped", ({ expect }) => {
    expect(ids("route,time,gone,route")).toEqual(["route", "time"]);
  });

  it("leave the link alone when they are the usual ones", ({ expect }) => {
    expect(columnsText(usualColumns)).toBeUndefined();
    expect(columnsText(["time", "route"])).toBe("time,route");
  });

  it("move by one place and stop at the ends", ({ expect }) => {
    expect(movedColumn(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
    expect(movedColumn(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
    expect(movedColumn(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  });
});
