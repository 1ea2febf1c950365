import { expect, test } from "vitest";
import type { Column } from "#ui/design/table-columns.ts";
import { readSort, sortRows, writeSort } from "#ui/design/table-columns.ts";

interface Row {
  readonly name: string;
  readonly value: number | null;
}

const columns: readonly Column<Row>[] = [
  { id: "name", header: "Name", sortBy: ({ name }) => name, cell: () => null },
  { id: "value", header: "Value", sortBy: ({ value }) => value, cell: () => null },
];
const rows: readonly Row[] = [
  { name: "b", value: 9 },
  { name: "c", value: null },
  { name: "a", value: 10 },
];
const names = (sort: string) =>
  sortRows(rows, columns, readSort(sort))
    .map(({ name }) => name)
    .join("");

test("numbers are sorted as numbers, and rows without one stay last both ways", () => {
  expect(names("value")).toBe("bac");
  expect(names("-value")).toBe("abc");
});

test("an unknown column leaves the order alone", () => {
  expect(names("nothing")).toBe("bca");
});

test("a sort survives the address bar", () => {
  expect(writeSort(readSort("-value"))).toBe("-value");
});
