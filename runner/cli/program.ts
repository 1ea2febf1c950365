import { Command, CommanderError } from "commander";
import { version } from "#schema/version";
import { readConfig } from "../config.ts";
import { apps } from "./apps.ts";
import { completion } from "./completion.ts";
import { showConfig } from "./config.ts";
import { type CommandContext, contextOf } from "./context.ts";
import { doctor } from "./doctor.ts";
import { drain } from "./drain.ts";
import { exitCodes } from "./exit-code.ts";
import { logs } from "./logs.ts";
import { register } from "./register.ts";
import { rotate } from "./rotate.ts";
import { run } from "./run.ts";
import { service } from "./service-unit.ts";
import { status } from "./status.ts";
import { support } from "./support.ts";
import { show, showError, type Terminal } from "./terminal.ts";
import { unregister } from "./unregister.ts";

export interface CliDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
}

type Act = (context: CommandContext, flags: Record<string, unknown>) => Promise<number | void> | number | void;

/** Runs one command; its exit code. */
export async function cli(args: readonly string[], deps: CliDeps): Promise<number> {
  const json = args.includes("--json");
  let exitCode: number = exitCodes.ok;
  const program = newProgram(deps, (code) => void (exitCode = code));
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    return showError(deps.terminal, json, error);
  }
}

/** Every command with its flags; also what completion is made from. */
export function newProgram(deps: CliDeps, onExit: (code: number) => void): Command {
  const program = new Command("cameleer-runner")
    .description("Runs Camel apps on this host as a Cameleer server wants them, within what this host allows")
    .version(version, "-V, --version")
    .option("--config <file>", "configuration file (CAMELEER_CONFIG)")
    .option("--state-dir <folder>", "what the runner remembers (CAMELEER_STATE_DIR)")
    .option("--json", "one JSON value instead of text")
    .exitOverride()
    .configureOutput({ writeOut: (text) => deps.terminal.out(text.trimEnd()), writeErr: (text) => deps.terminal.err(text.trimEnd()) });
  const command = (name: string, description: string, act: Act): Command =>
    program
      .command(name)
      .description(description)
      .action(async (...given: unknown[]) => {
        const self = given.at(-1) as Command;
        const flags: Record<string, unknown> = { ...self.optsWithGlobals(), argument: self.args[0] };
        const config = readConfig(flags, deps.environment);
        const context = contextOf(config, { terminal: deps.terminal, json: flags["json"] === true, environment: deps.environment });
        onExit((await act(context, flags)) ?? exitCodes.ok);
      });
  addLife(command);
  addLooking(command);
  command("completion", "A completion script for bash, zsh or fish", (context, flags) =>
    completion(context, program, flags["argument"]),
  ).argument("<shell>");
  command("version", "The version", (context) => show(context.terminal, context.json, { value: { version }, lines: [version] }));
  return program;
}

type Adding = (name: string, description: string, act: Act) => Command;

function addLife(command: Adding): void {
  command(
    "register",
    "Exchange a one-time token for an identity of this host",
    async (context, flags) => void (await register(context, flags)),
  )
    .option("--url <origin>", "address of the server (CAMELEER_URL)")
    .option("--name <name>", "name of this host (CAMELEER_NAME)")
    .option("--token-file <file>", "file with the token (CAMELEER_TOKEN_FILE, CAMELEER_TOKEN)")
    .option("--token-stdin", "read the token from standard input")
    .option("--executor <kind>", "auto, docker or none (CAMELEER_EXECUTOR)")
    .option("--force", "give up the former identity");
  command("run", "The daemon in the foreground", run).option("--log-format <format>", "text or json (CAMELEER_LOG_FORMAT)");
  command("service", "install or uninstall the systemd unit; print shows it", (context, flags) =>
    service(context, flags["argument"]),
  ).argument("<install|uninstall|print>");
  command("drain", "Take up nothing new, and wait until what is under way has ended", drain)
    .option("--timeout <seconds>", "how long to wait", "600")
    .option("--end", "take up new things again");
  command("rotate", "Make new keys and hand over to them", rotate);
  command("unregister", "Give up this host's identity; refused while apps are placed on it", unregister);
}

function addLooking(command: Adding): void {
  command("status", "What the daemon does, and how its apps are", status);
  command("apps", "The apps of this host", apps);
  command("logs", "Lines of an app, as they lie on this host", logs)
    .argument("[app]", "`environment/app`, or `app`")
    .option("-f, --follow", "go on as lines come")
    .option("-n, --lines <count>", "how many to begin with", "100");
  command("doctor", "Look for what keeps the runner from working, with the remedy", doctor).option(
    "--url <origin>",
    "address of the server",
  );
  command("config", "show, validate or path", (context, flags) => showConfig(context, flags))
    .argument("[show|validate|path]")
    .option("--origin", "where each value comes from");
  command("support", "Everything support needs, without secrets, as JSON", support);
}
