import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "vitest";
import { durableJson, durableValue } from "#runner/disk/durable-value";

const with1 = (item: number) => (items: readonly number[]) => [...items, item];

test("is in its file once a change resolves", async ({ expect, onTestFinished }) => {
  const folder = await mkdtemp(path.join(tmpdir(), "cameleer-value-"));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const file = path.join(folder, "numbers.json");
  const numbers = durableJson<readonly number[]>(file, []);
  await numbers.change(with1(1));
  expect([numbers.value, JSON.parse(await readFile(file, "utf8"))]).toEqual([[1], [1]]);
});

test("is written once for all changes that came during the writing before, and not at all when nothing changed", async ({ expect }) => {
  const written: (readonly number[])[] = [];
  const numbers = durableValue<readonly number[]>([], async (value) => void written.push(value));
  await Promise.all([numbers.change(with1(1)), numbers.change(with1(2)), numbers.change(with1(3))]);
  await numbers.change((same) => same);
  expect(written).toEqual([[1], [1, 2, 3]]);
});

test("stays what it was when a change could not be written, and can be changed again", async ({ expect }) => {
  let isFull = true;
  const numbers = durableValue<readonly number[]>([], async () => {
    if (isFull) throw new Error("no space left");
  });
  await expect(numbers.change(with1(1))).rejects.toThrow("no space left");
  expect(numbers.value).toEqual([]);
  isFull = false;
  await numbers.change(with1(2));
  expect(numbers.value).toEqual([2]);
});
