import { rm } from "node:fs/promises";
import { type CommandContext, daemon, requireIdentity } from "./context.ts";
import { show } from "./terminal.ts";

/** Gives up the identity, on the server and here. */
export async function unregister(context: CommandContext): Promise<void> {
  const { name } = await requireIdentity(context);
  await daemon(context, "unregister");
  const { identity, keys, position, outbox } = context.folder;
  for (const file of [identity, keys, position, outbox]) await rm(file, { force: true });
  show(context.terminal, context.json, {
    value: { unregistered: name },
    lines: [`${name} is not registered any more. Stop the daemon: systemctl disable --now cameleer-runner`],
  });
}
