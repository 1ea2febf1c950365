import { systemClock } from "../clock.ts";
import type { LogLine } from "#schema/protocol/runner/v1/log-line";
import { type StreamOwner, ownerOf, spoolLimits } from "../logs/log-spool.ts";
import { openSegments } from "../logs/log-segments.ts";
import { openAppRecords, wantedApp } from "../work/app-record.ts";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { CommandContext } from "./context.ts";

const lookEveryMs = 500;

interface Stream {
  readonly folder: string;
  readonly owner: StreamOwner;
}

/** What lies on this host, which is what the server has not got yet and a little more; with `-f` also what comes. */
export async function logs(context: CommandContext, flags: Record<string, unknown>): Promise<void> {
  const shown = new Map<string, string>();
  const count = Number(flags["lines"]);
  do {
    for (const { folder, owner } of await streamsOf(context, flags["argument"])) {
      const segments = await openSegments(folder, spoolLimits);
      const last = shown.get(folder);
      const lines = (await segments.tail(last === undefined ? count : 5_000)).filter(({ t }) => last === undefined || t > last);
      for (const line of lines) print(context, owner, line);
      shown.set(folder, lines.at(-1)?.t ?? last ?? "");
    }
    if (flags["follow"] === true) await systemClock.sleep(lookEveryMs);
  } while (flags["follow"] === true);
}

function print({ terminal, json }: CommandContext, owner: StreamOwner, { t, s, l }: LogLine): void {
  terminal.out(json ? JSON.stringify({ time: t, stream: s, instance: owner.instance, line: l }) : `${t} ${owner.instance} ${l}`);
}

async function streamsOf({ folder }: CommandContext, wanted: unknown): Promise<Stream[]> {
  const records = (await openAppRecords(folder.apps)).all().flatMap((record) => wantedApp(record) ?? record.active ?? []);
  const isWanted = (owner: StreamOwner): boolean =>
    typeof wanted !== "string" ||
    records.some(({ app, environment }) => owner.appId === app.id && (wanted === app.name || wanted === `${environment.name}/${app.name}`));
  const names = await readdir(folder.logs).catch(() => []);
  const streams = await Promise.all(
    names.map(async (name) => ({ folder: path.join(folder.logs, name), owner: await ownerOf(path.join(folder.logs, name)) })),
  );
  return streams.flatMap(({ folder: at, owner }) => (owner !== undefined && isWanted(owner) ? [{ folder: at, owner }] : []));
}
