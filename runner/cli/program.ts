import { Command, CommanderError } from "commander";
import { version } from "#schema/version";
import { readConfig } from "../config.ts";
import { addAppCommands } from "./app-commands.ts";
import { contextOf } from "./context.ts";
import type { Act, Adding } from "./command.ts";
import { completion } from "./completion.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { addHostCommands } from "./host-commands.ts";
import { addLifeCommands } from "./life-commands.ts";
import { show, showError, type Terminal } from "./terminal.ts";

export interface CliDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
}

/** Runs one command; its exit code. */
export async function cli(args: readonly string[], deps: CliDeps): Promise<number> {
  const json = args.includes("--json");
  let exitCode: number = exitCodes.ok;
  const program = newProgram(deps, (code) => void (exitCode = code));
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return showError(deps.terminal, json, error);
    return error.exitCode === 0 ? exitCodes.ok : showError(deps.terminal, json, misuse(error));
  }
}

/** What Commander has to say about a call, suggestions included. */
function misuse({ code, message }: CommanderError): CliError {
  const next = "Run `cameleer-runner --help`, or `cameleer-runner <command> --help`.";
  const said = code === "commander.help" ? "A command is missing." : message.replace(/^error: /, "").replaceAll("\n", " ");
  return new CliError("usage", { message: said, exitCode: exitCodes.usage, next });
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
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => deps.terminal.out(text.trimEnd()), writeErr: () => undefined })
    .addHelpText("after", epilogue);
  const act =
    (what: Act) =>
    async (...given: unknown[]): Promise<void> => {
      const self = given.at(-1) as Command;
      const flags: Record<string, unknown> = { ...self.optsWithGlobals(), argument: self.args[0] };
      const config = readConfig(flags, deps.environment);
      const context = contextOf(config, { terminal: deps.terminal, json: flags["json"] === true, environment: deps.environment });
      onExit((await what(context, flags)) ?? exitCodes.ok);
    };
  const adding: Adding = (parent, { name, description, examples = [] }, what) => {
    const added = parent.command(name).description(description).action(act(what));
    if (examples.length > 0)
      added.addHelpText("after", ["", "Examples:", ...examples.map((line) => `  $ cameleer-runner ${line}`)].join("\n"));
    return added;
  };
  addLifeCommands(program, adding);
  addAppCommands(program, adding);
  addHostCommands(program, adding);
  const shells = {
    name: "completion",
    description: "A completion script for bash, zsh or fish",
    examples: ["completion bash > /etc/bash_completion.d/cameleer-runner"],
  };
  adding(program, shells, (context, flags) => completion(context, program, flags["argument"])).argument("<shell>", "bash, zsh or fish");
  const about = { name: "version", description: "The version" };
  adding(program, about, ({ terminal, json }) => show(terminal, json, { value: { version }, lines: [version] }));
  return program;
}

const epilogue = `
Exit codes:
  0 good   1 failed   2 wrong usage or configuration   3 refused   4 registration needed
  5 server out of reach   6 \`status\`, \`doctor\` or \`service status\` found something   7 time ran out

Examples:
  $ printf %s "$TOKEN" | sudo cameleer-runner register --url https://cameleer.example --token-stdin
  $ cameleer-runner status --watch
  $ cameleer-runner logs prod/orders -f --grep 'ERROR|WARN'
  $ cameleer-runner doctor`;
