import type { Command } from "commander";
import type { CommandContext } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";

/** Made from the commands themselves, so that it cannot fall behind them. */
export function completion({ terminal }: CommandContext, program: Command, shell: unknown): void {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options, ...program.options].map(({ long }) => long ?? "").filter((flag) => flag !== ""),
  }));
  const names = commands.map(({ name }) => name).join(" ");
  const cases = commands.map(({ name, flags }) => `    ${name}) COMPREPLY=($(compgen -W "${flags.join(" ")}" -- "$word"));;`);
  const bash = [
    "_cameleer_runner() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}"',
    `  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${names}" -- "$word")); return; fi`,
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    "  esac",
    "}",
    "complete -F _cameleer_runner cameleer-runner",
  ];
  const fish = commands.flatMap(({ name, description, flags }) => [
    `complete -c cameleer-runner -n __fish_use_subcommand -a ${name} -d '${description.replaceAll("'", "\\'")}'`,
    ...flags.map((flag) => `complete -c cameleer-runner -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`),
  ]);
  const scripts: Readonly<Record<string, readonly string[]>> = { bash, zsh: ["autoload -U bashcompinit && bashcompinit", ...bash], fish };
  const script = scripts[String(shell)];
  if (script === undefined) {
    const next = "cameleer-runner completion bash | zsh | fish";
    throw new CliError("unknown-shell", { message: `There is no completion for ${String(shell)}.`, exitCode: exitCodes.usage, next });
  }
  script.forEach((line) => terminal.out(line));
}
