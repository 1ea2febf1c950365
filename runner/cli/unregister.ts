import { rm } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { type CommandContext, daemon, requireIdentity } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { knownApps } from "./known-apps.ts";
import { show } from "./terminal.ts";

/** Gives up the identity, on the server and here. Asks a person before; never done while apps are placed here. */
export async function unregister(context: CommandContext, flags: Record<string, unknown>): Promise<void> {
  const { name, url } = await requireIdentity(context);
  await requireNoApps(context);
  const asks = process.stdin.isTTY && !context.json && flags["yes"] !== true;
  if (asks && !(await confirmed(`No apps are placed here. Give up this host's identity ${name} with ${url}?`))) {
    throw new CliError("not-confirmed", { message: "Nothing was changed.", exitCode: exitCodes.refused, next: "Answer y, or pass --yes." });
  }
  await daemon(context, "unregister");
  const { identity, keys, nextKeys, position, outbox } = context.folder;
  for (const file of [identity, keys, nextKeys, position, outbox]) await rm(file, { force: true });
  show(context.terminal, context.json, {
    value: { unregistered: name },
    lines: [
      `${name} is not registered any more, and its daemon has ended. Nothing was running here.`,
      "Next: `cameleer-runner service uninstall`.",
    ],
  });
}

async function requireNoApps(context: CommandContext): Promise<void> {
  const names = (await knownApps(context)).map((app) => app.name);
  if (names.length === 0) return;
  throw new CliError("apps-placed", {
    message: `${names.length === 1 ? "An app is" : `${names.length} apps are`} placed on this host: ${names.join(", ")}.`,
    exitCode: exitCodes.refused,
    next: "Remove them on the server first. To let them run on unattended instead, revoke this runner on the server.",
  });
}

async function confirmed(question: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(`${question} [y/N] `);
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}
