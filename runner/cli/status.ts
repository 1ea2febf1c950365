import type { Snapshot } from "#schema/protocol/runner/v1/snapshot";
import { systemClock } from "../clock.ts";
import type { Executor } from "../executor/executor.ts";
import type { Identity } from "../protocol/identity.ts";
import type { Link } from "../work/link.ts";
import type { SyncEnd } from "../work/sync.ts";
import { type CommandContext, daemon } from "./context.ts";
import { exitCodes } from "./exit-code.ts";
import { cores, mebibytes } from "./figures.ts";
import { knownApps } from "./known-apps.ts";
import { show, table } from "./terminal.ts";

export interface DaemonStatus extends Snapshot {
  readonly runnerId: string;
  readonly name: string;
  readonly server: string;
  /** 0 before the server was reached for the first time. */
  readonly epoch: number;
  /** Anything but `open` and `reaching` is for good: then this process does nothing more, and the apps go on. */
  readonly talk: "open" | "reaching" | SyncEnd;
  readonly link: Link;
  readonly doorBellTrouble: string;
  readonly doorBell: boolean;
  readonly lease: boolean;
  readonly draining: boolean;
  readonly executor: { readonly ok: boolean; readonly version: string; readonly message: string };
  readonly busy: readonly string[];
  readonly waitingEvents: number;
}

const talks: Readonly<Record<DaemonStatus["talk"], string>> = {
  open: "connected",
  reaching: "not reached yet",
  replaced: "another process with this identity has taken over; this one does nothing more. Stop one of the two and register it anew",
  revoked: "this runner was revoked; its apps go on unattended",
  deleted: "this runner was removed; its apps go on unattended",
  ended: "the process is about to end",
};
const links: Readonly<Record<Link, string>> = {
  websocket: "door bell open",
  "long-poll": "door bell closed: long polls instead",
  poll: "door bell closed, long polls cut off: polls every now and then",
};

const lookEveryMs = 2_000;
const clearScreen = "\u001b[2J\u001b[H";

/** Ends with 6 when something is not as it should be; with `--watch` it goes on until it is interrupted. */
export async function status(context: CommandContext, flags: Record<string, unknown>): Promise<number> {
  if (flags["watch"] !== true) return look(context);
  for (;;) {
    if (!context.json && process.stdout.isTTY) context.terminal.out(clearScreen);
    await look(context);
    await systemClock.sleep(lookEveryMs);
  }
}

async function look(context: CommandContext): Promise<number> {
  const now = (await daemon(context, "status")) as DaemonStatus;
  const troubles = now.conditions.filter(({ status: state, message }) => state === "true" && message !== "");
  const facts = table([
    ["runner", `${now.name} (${now.runnerId}), session ${now.epoch}`],
    ["server", serverLine(now)],
    ["executor", now.executor.ok ? `Docker ${now.executor.version}` : now.executor.message],
    ["apps", `${now.apps.length}, ${now.busy.length} being changed${now.draining ? "; draining" : ""}`],
    ...troubles.map(({ message }) => ["", message]),
  ]);
  const instances = await instanceRows(context, now);
  const lines = instances.length === 0 ? facts : [...facts, "", ...table([["APP", "INSTANCE", "STATE", "CPU", "MEMORY"], ...instances])];
  show(context.terminal, context.json, { value: now, lines });
  return now.talk === "open" && now.lease && now.executor.ok ? exitCodes.ok : exitCodes.unhealthy;
}

function serverLine({ server, talk, lease, link }: DaemonStatus): string {
  if (talk !== "open") return `${server}: ${talks[talk]}`;
  return `${server}: ${lease ? talks.open : "silent"}, ${links[link]}`;
}

interface BeforeStart {
  readonly identity: Identity;
  readonly executor: Executor;
  readonly refused: SyncEnd | undefined;
}

/** What is known before the server let this process in, or when it will not. */
export async function statusBeforeStart({ identity, executor, refused }: BeforeStart): Promise<DaemonStatus> {
  const { runnerId, name, url } = identity;
  const silence = { epoch: 0, link: "poll", doorBell: false, doorBellTrouble: "", lease: false, draining: false } as const;
  const idle = { busy: [], waitingEvents: 0, apps: [], conditions: [] };
  return { ...silence, ...idle, runnerId, name, server: url, talk: refused ?? "reaching", executor: await executor.check() };
}

async function instanceRows(context: CommandContext, { apps }: DaemonStatus): Promise<string[][]> {
  const names = new Map((await knownApps(context)).map(({ key, name }) => [key, name]));
  return apps.flatMap(({ environmentId, appId, instances }) =>
    instances.map(({ name, state, health, cpuPercent, memoryBytes }) => [
      names.get(`${environmentId}.${appId}`) ?? appId,
      name,
      health === "none" ? state : `${state}, ${health}`,
      cores(cpuPercent),
      mebibytes(memoryBytes),
    ]),
  );
}
