import { readdir } from "node:fs/promises";
import path from "node:path";
import type { LogLine } from "#schema/protocol/runner/v1/log-line";
import { systemClock } from "../clock.ts";
import { openSegments } from "../logs/log-segments.ts";
import { ownerOf, spoolLimits, type StreamOwner } from "../logs/log-spool.ts";
import type { CommandContext } from "./context.ts";
import { knownApp } from "./known-apps.ts";
import { type LogFilter, logFilter } from "./log-filter.ts";

const lookEveryMs = 500;
const mostBetweenLooks = 10_000;

interface Stream {
  readonly folder: string;
  readonly owner: StreamOwner;
}

/** What lies on this host, which is what the server has not got yet and a little more; with `-f` also what comes. */
export async function logs(context: CommandContext, flags: Record<string, unknown>): Promise<void> {
  const filter = logFilter(flags, systemClock.nowMs());
  const wanted = flags["argument"] === undefined ? undefined : (await knownApp(context, flags["argument"])).key;
  const shown = new Map<string, string>();
  do {
    const fresh = await Promise.all((await streamsOf(context, wanted)).map(async (stream) => freshLines(stream, shown, filter)));
    for (const { owner, line } of fresh.flat().toSorted((one, other) => one.line.t.localeCompare(other.line.t)))
      print(context, owner, line);
    if (flags["follow"] === true) await systemClock.sleep(lookEveryMs);
  } while (flags["follow"] === true);
}

/** Of one stream, what was not shown yet. */
async function freshLines({ folder, owner }: Stream, shown: Map<string, string>, { since, grep, tail }: LogFilter) {
  const segments = await openSegments(folder, spoolLimits);
  const last = shown.get(folder);
  const lines = await segments.tail(last === undefined ? Number.MAX_SAFE_INTEGER : mostBetweenLooks);
  shown.set(folder, lines.at(-1)?.t ?? last ?? "");
  const fitting = lines.filter(({ t, l }) => (last === undefined || t > last) && (since === null || t >= since) && grep?.test(l) !== false);
  const beginning = tail === 0 ? [] : fitting.slice(-tail);
  return (last === undefined ? beginning : fitting).map((line) => ({ owner, line }));
}

function print({ terminal, json }: CommandContext, owner: StreamOwner, { t, s, l, gap }: LogLine): void {
  if (json) return terminal.out(JSON.stringify({ time: t, stream: s, instance: owner.instance, line: l, gap: gap ?? null }));
  terminal.out(gap === undefined ? `${t} ${owner.instance} ${l}` : `${t} ${owner.instance} (${gap} bytes are missing here)`);
}

async function streamsOf({ folder }: CommandContext, wanted: string | undefined): Promise<Stream[]> {
  const names = await readdir(folder.logs).catch(() => []);
  const streams = await Promise.all(
    names.map(async (name) => ({ folder: path.join(folder.logs, name), owner: await ownerOf(path.join(folder.logs, name)) })),
  );
  return streams.flatMap(({ folder: at, owner }) => {
    const isWanted = owner !== undefined && (wanted === undefined || wanted === `${owner.environmentId}.${owner.appId}`);
    return isWanted ? [{ folder: at, owner }] : [];
  });
}
