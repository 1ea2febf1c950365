import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import * as agents from "#schema/contract/agent-protocol";
import type { Endpoint } from "#schema/contract/endpoint";
import * as ingest from "#schema/contract/ingest";
import { problemFromDocument } from "#schema/problems";
import { batchLimits } from "#schema/protocol/v1/batch";
import { commandEnvelope, commandPayload, commandRisks } from "#schema/protocol/v1/command";
import { openCommand } from "#schema/protocol/v1/command-envelope";
import { linkFrame } from "#schema/protocol/v1/link";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { timeWindow } from "#server/ingest/time";
import type { CommandVectors } from "#test/fleet/vectors/command-vectors";
import { scenarios } from "#test/fleet/vectors/scenarios";

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url).href), "utf8");
const text = read("../../docs/PROTOCOL.md");
const endpoints: Readonly<Record<string, Endpoint>> = { ...agents, ...ingest } as unknown as Readonly<Record<string, Endpoint>>;

const examples = [...text.matchAll(/<!-- check: (.+?) -->\n```json\n([\s\S]*?)\n```/g)].map(([, what = "", source = ""]) => ({
  what,
  source,
}));
const ofKind = (kind: string): string[] => examples.filter(({ what }) => what === kind).map(({ source }) => source);

/** The schema that an example is an instance of: `registerAgent body`, `heartbeat reply`, or a part of the protocol by name. */
function schemaOf(what: string): z.ZodType {
  const parts: Readonly<Record<string, z.ZodType>> = { envelope: commandEnvelope, command: commandPayload, frame: linkFrame };
  const [id = "", side] = what.split(" ");
  const endpoint = endpoints[id];
  const found = side === "body" ? endpoint?.body : endpoint !== undefined && "body" in endpoint.reply ? endpoint.reply.body : undefined;
  return (parts[id] ?? found) as z.ZodType;
}

/** Rows of the table after a marker, as lists of cells. */
function table(marker: string): string[][] {
  const after = text.slice(text.indexOf(`<!-- ${marker} -->`));
  const rows = /(?:^\|.*\n)+/m.exec(after)?.[0].trimEnd().split("\n") ?? [];
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const names = (cell: string | undefined): string[] => [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

/** Members of an interface in the source, in order. */
function membersOf(source: string, name: string): string[] {
  const body = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? "";
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, member = ""]) => member);
}

describe("PROTOCOL.md", () => {
  it.each(examples.filter(({ what }) => !["batch", "problem"].includes(what)))("gives a valid example: $what", ({ what, source }) => {
    expect(schemaOf(what).safeParse(JSON.parse(source)).error).toBeUndefined();
  });

  it("gives a batch with a line of every kind that the server takes", () => {
    const [source = ""] = ofKind("batch");
    const batch = decodeBatch(new TextEncoder().encode(`${source}\n`), {
      tenant: "t",
      window: timeWindow(Date.parse("2026-11-20T09:10:00Z")),
    });
    expect(batch.findings.first).toEqual([]);
    expect(batch.accepted).toBe(6);
  });

  it("gives a command that its test vectors' key has signed", async () => {
    const vectors = JSON.parse(read("vectors/commands.json")) as CommandVectors;
    const [envelope = ""] = ofKind("envelope");
    const [payload = ""] = ofKind("command");
    expect(await openCommand(vectors.keys, vectors.agent, JSON.parse(envelope))).toEqual({ ok: true, payload: JSON.parse(payload) });
  });

  it("gives a problem that clients read", () => {
    const [source = "{}"] = ofKind("problem");
    expect(problemFromDocument(JSON.parse(source))).toMatchObject({ code: "store-unavailable", status: 503 });
  });

  it.each(["BatchHeader", "PayloadLine", "GraphLine", "WindowLine", "LogLine", "EventLine"])(
    "names every field of %s and no other",
    (name) => {
      const documented = table(`fields: ${name}`).flatMap(([cell]) => names(cell));
      expect(documented.sort()).toEqual(membersOf(read("v1/batch.ts"), name).sort());
    },
  );

  it.each(["ExecutionLine", "ExecutionError"])("names every field of %s and no other", (name) => {
    const documented = table(`fields: ${name}`).flatMap(([cell]) => names(cell));
    expect(documented.sort()).toEqual(membersOf(read("v1/execution-line.ts"), name).sort());
  });

  it("states every limit of a batch", () => {
    expect(Object.fromEntries(table("limits").map(([name, value]) => [names(name)[0], Number(value)]))).toEqual(batchLimits);
  });

  it("has a row for every golden batch", () => {
    expect(
      table("vectors")
        .flatMap(([, vector]) => names(vector))
        .sort(),
    ).toEqual(scenarios.map(({ name }) => name).sort());
  });

  it("lists every command with its risk", () => {
    const rows = [...text.matchAll(/^\| (`[a-z]+\.[^|]*) \|[^|]*\| (\d) \|$/gm)];
    const documented = rows.flatMap(([, types, risk]) => names(types).map((type): [string, number] => [type, Number(risk)]));
    expect(Object.fromEntries(documented)).toEqual(commandRisks);
  });

  it("lists every address of an agent", () => {
    const mine = Object.values(endpoints).filter((endpoint) => endpoint.path?.startsWith("/v1/"));
    expect(mine.filter((endpoint) => !text.includes(endpoint.path)).map((endpoint) => endpoint.path)).toEqual([]);
  });
});
