import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { ChainEnd } from "#server/features/audit/chain";
import { breakAt, chainStart, changeOf } from "#server/features/audit/chain";

const usage = `npm run audit:verify -- <file.ndjson | https://server> [--head <hash>] [--filtered]

Recomputes the chain of an exported audit log, from the first entry to the last. Ends with 1 when an entry was changed, is missing or stands elsewhere.

  a server   exports its own log; CAMELEER_TOKEN must hold an API key or access token with audit:read
  --head     a hash noted down before, which must be in it: finds out whether the end was cut off
  --filtered the export holds a selection: entries may be missing between others
`;

const line = z.object({ sequence: z.int().positive(), previousHash: z.string(), hash: z.string(), record: z.string() });

async function open(source: string): Promise<Readable> {
  if (!/^https?:\/\//.test(source)) return createReadStream(source);
  const token = process.env["CAMELEER_TOKEN"];
  if (token === undefined) throw new Error("CAMELEER_TOKEN is missing: expected an API key or access token with audit:read");
  const address = `${source.replace(/\/+$/, "")}/api/v1/audit/export`;
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok || response.body === null) throw new Error(`${address} answered ${response.status}`);
  return Readable.from(response.body);
}

interface Wanted {
  readonly head: string | undefined;
  readonly filtered: boolean;
}

/** The sentence to print; throws one when the log is not what it was. */
async function verify(lines: AsyncIterable<string>, { head, filtered }: Wanted): Promise<string> {
  let end: ChainEnd = chainStart;
  let entries = 0;
  let headSeen = false;
  for await (const text of lines) {
    if (text === "") continue;
    const entry = line.parse(JSON.parse(text));
    const skips = filtered && entry.sequence > end.sequence + 1;
    const reason = skips ? await changeOf(entry) : await breakAt(end, entry);
    if (reason !== undefined) throw new Error(`BROKEN at entry ${entry.sequence}: ${reason}`);
    end = entry;
    entries += 1;
    headSeen ||= entry.hash === head;
  }
  if (head !== undefined && !headSeen)
    throw new Error(`BROKEN: no entry has the hash ${head}; the end was cut off, or this is another log`);
  return `Intact: ${entries} entries. Head ${end.hash || "none"} (entry ${end.sequence})\n`;
}

async function main(args: string[]): Promise<string> {
  const options = { head: { type: "string" }, filtered: { type: "boolean", default: false }, help: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [source] = positionals;
  if (source === undefined || values.help) return usage;
  return verify(createInterface({ input: await open(source) }), { head: values.head, filtered: values.filtered });
}

await main(process.argv.slice(2)).then(
  (text) => process.stdout.write(text),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 1;
  },
);
