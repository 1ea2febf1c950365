import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openCommand } from "#schema/protocol/v1/command-envelope";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { timeWindow } from "#server/ingest/time";
import { batchVector } from "#test/fleet/vectors/batch-vectors";
import type { CommandVectors } from "#test/fleet/vectors/command-vectors";
import { commandVectors } from "#test/fleet/vectors/command-vectors";
import { readExchanges } from "#test/fleet/vectors/read-exchange";
import { scenarios } from "#test/fleet/vectors/scenarios";

const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url).href), "utf8");
const commands = JSON.parse(read("commands.json")) as CommandVectors;

describe("the command vectors", () => {
  it.each(commands.cases)("are understood: $name", async ({ envelope, expected }) => {
    expect(await openCommand(commands.keys, commands.agent, envelope)).toMatchObject(expected);
  });

  it("are what our own signing makes", async () => {
    expect(commands).toEqual(JSON.parse(JSON.stringify(await commandVectors())));
  });
});

describe("the batch vectors", () => {
  it.each(scenarios)("are what the fleet makes: $name", (scenario) => {
    const { name, ndjson, expected } = batchVector(scenario);
    expect(read(`batches/${name}.ndjson`)).toBe(ndjson);
    expect(JSON.parse(read(`batches/${name}.json`))).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it.each(scenarios)("are read as they say: $name", ({ name }) => {
    const { exchanges } = JSON.parse(read(`batches/${name}.json`)) as { exchanges: unknown[] };
    expect(readExchanges(read(`batches/${name}.ndjson`))).toEqual(exchanges);
  });

  it.each(scenarios)("are taken by the server without a word: $name", ({ name }) => {
    const ndjson = read(`batches/${name}.ndjson`);
    const batch = decodeBatch(new TextEncoder().encode(ndjson), { tenant: "t", window: timeWindow(Date.parse("2026-11-20T09:10:00Z")) });
    expect(batch.findings.first).toEqual([]);
    expect(batch.accepted).toBe(ndjson.trimEnd().split("\n").length - 1);
  });

  it("are all there, and no others", () => {
    const expected = scenarios.flatMap(({ name }) => [`${name}.json`, `${name}.ndjson`]).sort();
    expect(readdirSync(fileURLToPath(new URL("batches/", import.meta.url).href)).sort()).toEqual(expected);
  });
});
