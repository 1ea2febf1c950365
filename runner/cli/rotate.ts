import { type CommandContext, daemon } from "./context.ts";
import { show } from "./terminal.ts";

export async function rotate(context: CommandContext): Promise<void> {
  await daemon(context, "rotate");
  show(context.terminal, context.json, {
    value: { rotated: true },
    lines: ["New keys are in use. The former ones count for another day."],
  });
}
