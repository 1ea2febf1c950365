import type { CommandContext } from "./context.ts";
import { show } from "./terminal.ts";

/** `validate` has nothing left to do: a configuration that is not valid is refused before any command. */
export function showConfig({ config, terminal, json }: CommandContext, flags: Record<string, unknown>): void {
  if (flags["argument"] === "path") return show(terminal, json, { value: { path: config.file }, lines: [config.file] });
  if (flags["argument"] === "validate") return show(terminal, json, { value: { valid: true }, lines: [`${config.file} is valid.`] });
  const entries = Object.entries(config.settings).map(([key, value]) => {
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    return { key, value: key.endsWith("Proxy") ? text.replace(/\/\/[^@/]*@/, "//***@") : text, origin: config.origins[key] ?? "default" };
  });
  const lines = entries.map(({ key, value, origin }) => `${key}: ${value}${flags["origin"] === true ? `  # ${origin}` : ""}`);
  show(terminal, json, { value: entries, lines });
}
