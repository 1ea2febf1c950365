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
import { type CommandContext, connectTo, requireIdentity } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { endOfProcess, exitCodeAfter, type LifeState, live, type Living, started } from "./life.ts";
import { register } from "./register.ts";
import { statusBeforeStart } from "./status.ts";
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
  const state: LifeState = { daemon: undefined, refused: undefined };
  const executor = lateExecutor(nameOf(config.settings.executor), () => detectExecutor(config.settings, identity.runnerId));
  const control = await lockedBy(context, {
    ping: async () => ({}),
    status: async () => state.daemon?.status() ?? statusBeforeStart({ identity, executor, refused: state.refused }),
    rotate: async () => started(state).rotate(),
    look: async () => state.daemon?.look(),
    order: async (input) => {
      const { key, order } = appOrder.parse(input);
      await started(state).order(key, order);
    },
    unregister: async () => started(state).unregister(),
  });
  const log = logger(context);
  const ending = endOfProcess();
  const connection = await connectTo(identity.url, config);
  const start = async (): Promise<Daemon> =>
    startDaemon({
      folder,
      identity,
      keys: (await readHostKeys(folder.keys)) ?? keys,
      connection,
      clock: systemClock,
      executor,
      log,
      policy: config.settings.policy,
      hostName: config.settings.name,
      fault: config.settings.fault,
      isDraining: () => existsSync(folder.drainMark),
      diagnose: async () => ({ checks: await examine(context.config) }),
    });
  const how = await live(state, start, { log, ending, graceMs: config.settings.graceSeconds * 1_000 });
  control.close();
  await connection.close();
  return exitCodeAfter[how];
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
