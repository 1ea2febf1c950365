import { systemClock } from "../clock.ts";
import { type CommandContext, daemon } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { type KnownApp, knownApp } from "./known-apps.ts";
import type { DaemonStatus } from "./status.ts";
import { show } from "./terminal.ts";

const lookEveryMs = 500;

const verbs = {
  stop: {
    order: "stop",
    done: (name: string) => [
      `${name} is stopped on this host until \`cameleer-runner apps start ${name}\`. The server is told, and its deployments there are refused.`,
    ],
  },
  start: { order: "none", done: (name: string) => [`${name} runs, as the server wants it.`] },
  restart: { order: "restart", done: (name: string) => [`${name} was stopped and started again.`] },
} as const;
export type AppVerb = keyof typeof verbs;

/** What a host's administrator may do by hand. The server says which revision runs and how; only whether it runs here is decided here as well. */
export function orderApp(verb: AppVerb): (context: CommandContext, flags: Record<string, unknown>) => Promise<number> {
  return async (context, flags) => {
    const known = await knownApp(context, flags["argument"]);
    if (verb !== "stop") refuseStopped(known, verb);
    const { order, done } = verbs[verb];
    await daemon(context, "order", { key: known.key, order });
    const isDone = await waitFor(context, { verb, key: known.key, seconds: Number(flags["timeout"]) });
    const late = [`${known.name}: not done yet. Look at it with \`cameleer-runner apps inspect ${known.name}\`.`];
    show(context.terminal, context.json, { value: { app: known.name, verb, done: isDone }, lines: isDone ? done(known.name) : late });
    return isDone ? exitCodes.ok : exitCodes.timeout;
  };
}

function refuseStopped({ name, app, record, isStoppedHere }: KnownApp, verb: AppVerb): void {
  const isWantedStopped = (record.active ?? app).runState === "stopped";
  if (!isWantedStopped && !(verb === "restart" && isStoppedHere)) return;
  const message = isWantedStopped ? `The server wants ${name} stopped.` : `${name} is stopped on this host.`;
  const next = isWantedStopped ? "Start it on its page on the server." : `Run \`cameleer-runner apps start ${name}\`.`;
  throw new CliError("stopped", { message, exitCode: exitCodes.refused, next });
}

interface Waiting {
  readonly verb: AppVerb;
  readonly key: string;
  readonly seconds: number;
}

async function waitFor(context: CommandContext, { verb, key, seconds }: Waiting): Promise<boolean> {
  const deadlineMs = systemClock.monotonicMs() + seconds * 1_000;
  while (systemClock.monotonicMs() < deadlineMs) {
    const { apps, busy } = (await daemon(context, "status")) as DaemonStatus;
    const seen = apps.find(({ environmentId, appId }) => `${environmentId}.${appId}` === key);
    const isUp = seen?.conditions.some(({ type, status }) => type === "Available" && status === "true") ?? false;
    const runs = seen?.instances.some(({ state }) => state === "running") ?? false;
    if (!busy.includes(key) && (verb === "stop" ? !runs : isUp)) return true;
    await systemClock.sleep(lookEveryMs);
  }
  return false;
}
