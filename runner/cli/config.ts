import type { Config } from "../config.ts";
import type { CommandContext } from "./context.ts";
import { show, table } from "./terminal.ts";

interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
}

/** Every setting as it counts, and where it comes from. */
export function showConfig({ config, terminal, json }: CommandContext): void {
  const entries = entriesOf(config);
  const rows = entries.map(({ key, value, origin }) => [key, typeof value === "string" ? value : JSON.stringify(value), origin]);
  show(terminal, json, { value: { file: config.file, settings: entries }, lines: table([["SETTING", "VALUE", "FROM"], ...rows]) });
}

/** A configuration that is not valid is refused before any command; getting here is the answer. */
export function validateConfig({ config, terminal, json }: CommandContext): void {
  show(terminal, json, { value: { valid: true, file: config.file }, lines: [`${config.file} is valid.`] });
}

export function configPath({ config, terminal, json }: CommandContext): void {
  show(terminal, json, { value: { path: config.file }, lines: [config.file] });
}

function entriesOf({ settings, origins }: Config): Entry[] {
  const shown = Object.entries(settings).filter(([key]) => key !== "fault");
  return shown.flatMap(([key, value]) => {
    if (typeof value !== "object")
      return [{ key, value: key.endsWith("Proxy") ? withoutPassword(String(value)) : value, origin: origins[key] ?? "default" }];
    return Object.entries(value).map(([name, member]) => ({
      key: `${key}.${name}`,
      value: member,
      origin: origins[`${key}.${name}`] ?? "default",
    }));
  });
}

function withoutPassword(proxy: string): string {
  return proxy.replace(/\/\/[^@/]*@/, "//***@");
}
