import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { askDaemon } from "../control/control-socket.ts";
import { errorCode } from "../disk/durable-file.ts";
import { stateFolder, type StateFolder } from "../disk/state-folder.ts";
import { connect, type Connection } from "../protocol/connection.ts";
import { type Identity, readIdentity } from "../protocol/identity.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** What every command gets. */
export interface CommandContext {
  readonly config: Config;
  readonly folder: StateFolder;
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function contextOf(config: Config, rest: Pick<CommandContext, "terminal" | "json" | "environment">): CommandContext {
  return { config, folder: stateFolder(config.settings.stateDir), ...rest };
}

export async function connectTo(url: string, { settings }: Config): Promise<Connection> {
  const { httpsProxy, httpProxy, noProxy, caFile } = settings;
  return connect({ url, caFile, clock: systemClock, proxy: { https: httpsProxy, http: httpProxy, none: noProxy } });
}

export async function requireIdentity(context: CommandContext): Promise<Identity> {
  const identity = await readIdentity(context.folder.identity);
  if (identity !== undefined) return identity;
  throw new CliError("not-registered", {
    message: "This host is not registered with a server.",
    exitCode: exitCodes.notRegistered,
    next: "Add a runner in the server's UI and run the command it shows.",
  });
}

/** Asks the daemon, or says how to start it. */
export async function daemon(context: CommandContext, action: string, input: unknown = {}): Promise<unknown> {
  try {
    return await askDaemon(context.folder.controlSocket, action, input);
  } catch (error) {
    if (!["ECONNREFUSED", "ENOENT"].includes(errorCode(error) ?? "")) throw error;
    throw new CliError("not-running", {
      message: "No cameleer-runner is running on this host.",
      exitCode: exitCodes.unhealthy,
      next: "Start it: `systemctl start cameleer-runner`, or `cameleer-runner run` in the foreground.",
    });
  }
}
