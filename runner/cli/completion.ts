import type { Command } from "commander";
import type { CommandContext } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";

interface Completed {
  /** As it is typed: `apps stop`; empty for the program itself. */
  readonly typed: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly string[];
}

/** Made from the commands themselves, so that it cannot fall behind them. */
export function completion({ terminal }: CommandContext, program: Command, shell: unknown): void {
  const all = completedOf(program, program, "");
  const scripts: Readonly<Record<string, readonly string[]>> = {
    bash: bash(all),
    zsh: ["autoload -U +X bashcompinit && bashcompinit", ...bash(all)],
    fish: fish(all),
  };
  const script = scripts[String(shell)];
  if (script === undefined) {
    const next = "cameleer-runner completion bash | zsh | fish";
    throw new CliError("unknown-shell", { message: `There is no completion for ${String(shell)}.`, exitCode: exitCodes.usage, next });
  }
  script.forEach((line) => terminal.out(line));
}

function completedOf(command: Command, program: Command, typed: string): Completed[] {
  const own = command === program ? [] : command.options;
  const flags = [...own, ...program.options].flatMap(({ long }) => long ?? []);
  const commands = command.commands.map((one) => ({ name: one.name(), description: one.description() }));
  const below = command.commands.flatMap((one) => completedOf(one, program, `${typed} ${one.name()}`.trim()));
  return [{ typed, commands, flags: ["--help", ...flags] }, ...below];
}

function bash(all: readonly Completed[]): string[] {
  const cases = all.map(({ typed, commands, flags }) => {
    const words = [...commands.map(({ name }) => name), ...flags].join(" ");
    return `    "${typed}") COMPREPLY=($(compgen -W "${words}" -- "$word"));;`;
  });
  return [
    "_cameleer_runner() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}" typed="" one',
    '  for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do [[ "$one" == -* ]] || typed="${typed:+$typed }$one"; done',
    '  case "$typed" in',
    ...cases,
    "  esac",
    "}",
    "complete -F _cameleer_runner cameleer-runner",
  ];
}

function fish(all: readonly Completed[]): string[] {
  return all.flatMap(({ typed, commands, flags }) => {
    const condition = typed === "" ? "__fish_use_subcommand" : `__fish_seen_subcommand_from ${typed.split(" ").at(-1)}`;
    const own = typed === "" ? [] : flags.map((flag) => `complete -c cameleer-runner -n '${condition}' -l ${flag.slice(2)}`);
    const below = commands.map(({ name, description }) => {
      return `complete -c cameleer-runner -f -n '${condition}' -a ${name} -d '${description.replaceAll("'", "\\'")}'`;
    });
    return [...below, ...own];
  });
}
