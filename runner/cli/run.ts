import { existsSync } from "node:fs";
import { detectExecutor } from "../detect-executor.ts";
import { AlreadyRunning, openControl } from "../control/control-socket.ts";
import { mkdir } from "node:fs/promises";
import { examine } from "../doctor/examine.ts";
import type { Executor } from "../executor/executor.ts";
import { lateExecutor } from "../late-executor.ts";
import { readHostKeys } from "../protocol/host-keys.ts";
import { type Identity, readIdentity } from "../protocol/identity.ts";
import { tokenFrom } from "../config.ts";
import { type Daemon, startDaemon } from "../work/daemon.ts";
import { Problem } from "#schema/problems";
import { type CommandContext, connectTo, requireIdentity } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { register } from "./register.ts";
import { systemClock } from "../clock.ts";

import { z } from "zod";
const appOrder = z.object({ key: z.string(), order: z.enum(["stop", "restart", "none"]) });

/** The daemon in the foreground, until a signal. Registers first when the host is not and a token is there: that is how a container starts. */
export async function run(context: CommandContext): Promise<number> {
  const { config, folder } = context;
  const identity = await identityOf(context);
  const keys = await readHostKeys(folder.keys);
  if (keys === undefined) return requireIdentity(context).then(() => exitCodes.notRegistered);
  await mkdir(folder.root, { recursive: true, mode: 0o700 });
  const state: { daemon: Daemon | undefined } = { daemon: undefined };
  const control = await lockedBy(context, {
    ping: async () => ({}),
    status: async () => state.daemon?.status() ?? statusBeforeStart({ identity, executor, refused: state.refused }),
    rotate: async () => started(state).rotate(),
    order: async (input) => {
      const { key, order } = appOrder.parse(input);
      await started(state).order(key, order);
    },
    unregister: async () => started(state).unregister(),
  });
  const log = logger(context);
  const ending = endOfProcess();
  const connection = await connectTo(identity.url, config);
  const executor = lateExecutor(nameOf(config.settings.executor), () => detectExecutor(config.settings, identity.runnerId));
  const start = async (): Promise<Daemon> =>
    startDaemon({
      folder,
      identity,
      keys,
      connection,
      executor,
      log,
      policy: config.settings.policy,
      hostName: config.settings.name,
      fault: config.settings.fault,
      isDraining: () => existsSync(folder.drainMark),
      diagnose: async () => ({ checks: await examine(context.config) }),
    });
  state.daemon = await untilReached(start, { log, signal: ending.signal });
  if (state.daemon !== undefined) {
    await ending.happened;
    await state.daemon.stop(config.settings.graceSeconds * 1_000);
  }
  control.close();
  await connection.close();
  return exitCodes.ok;
}

async function identityOf(context: CommandContext): Promise<Identity> {
  const present = await readIdentity(context.folder.identity);
  if (present !== undefined || tokenFrom(context.environment) === undefined) return present ?? requireIdentity(context);
  return register(context, {});
}

async function lockedBy({ folder }: CommandContext, actions: Parameters<typeof openControl>[1]) {
  try {
    return await openControl(folder.controlSocket, actions);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    const next = "Stop it first: `systemctl stop cameleer-runner`.";
    throw new CliError("already-running", { message: error.message, exitCode: exitCodes.refused, next });
  }
}

interface Reaching {
  readonly log: (message: string, facts?: Record<string, unknown>) => void;
  readonly signal: AbortSignal;
}

/** The apps run whether the server answers or not; so does this. */
async function untilReached(start: () => Promise<Daemon>, { log, signal }: Reaching): Promise<Daemon | undefined> {
  while (!signal.aborted) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log("server out of reach", { code: error.code, detail: error.message });
      await systemClock.sleep(retryMs, signal).catch(() => undefined);
    }
  }
  return undefined;
}

function nameOf(executor: CommandContext["config"]["settings"]["executor"]): Executor["name"] {
  return executor === "memory" ? "memory" : "docker";
}

function logger({ config, terminal }: CommandContext): Living["log"] {
  return (message, facts = {}) => {
    const at = new Date().toISOString();
    if (config.settings.logFormat === "json") return terminal.err(JSON.stringify({ at, op: message, ...facts }));
    const details = Object.entries(facts).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
    terminal.err([at, message, ...details].join(" "));
  };
}
