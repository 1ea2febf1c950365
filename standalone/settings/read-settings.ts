import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { definitions, flagOf, settingNames, type Settings } from "./definitions.ts";

type Texts = Readonly<Record<string, string | undefined>>;

/** A setting that cannot be used; the message is for the person who set it. */
export class BadSetting extends Error {}

interface Flags {
  readonly values: Texts;
  readonly file: string | undefined;
  readonly help: boolean;
}

function readFlags(args: readonly string[]): Flags {
  const options = Object.fromEntries(settingNames.map((name) => [flagOf(name), { type: "string" as const }]));
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...options, config: { type: "string" }, help: { type: "boolean" } },
      strict: true,
    });
    const given = values as Readonly<Record<string, string | boolean | undefined>>;
    const byName = Object.fromEntries(settingNames.map((name) => [name, given[flagOf(name)]?.toString()]));
    return { values: byName, file: given["config"]?.toString(), help: given["help"] === true };
  } catch (cause) {
    throw new BadSetting(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** `CAMELEER_DATA_DIR=…` or, as properties, `cameleer.data.dir=…`; `#` begins a comment line. */
export function parseFile(content: string, path: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [index, line] of content.split("\n").entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, key = "", value = ""] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const name = key.toUpperCase().replaceAll(/[.-]/g, "_");
    if (!settingNames.includes(name))
      throw new BadSetting(`${path}, line ${index + 1}: expected NAME=value with a name of docs/OPERATIONS.md.`);
    values[name] = value;
  }
  return values;
}

function readFile(path: string | undefined): Texts {
  if (path === undefined) return {};
  try {
    return parseFile(readFileSync(path, "utf8"), path);
  } catch (cause) {
    if (cause instanceof BadSetting) throw cause;
    throw new BadSetting(`CAMELEER_CONFIG_FILE: ${path} cannot be read.`, { cause });
  }
}

/** What was given, without giving it away. */
function shapeOf(value: string | undefined): string {
  return value === undefined ? "nothing" : `${value.length} characters`;
}

function check(texts: Texts): Settings {
  const result = definitions.safeParse(texts);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = String(issue?.path[0]);
    throw new BadSetting(`${name}: got ${shapeOf(texts[name])}, expected ${issue?.message}.`);
  }
  const { CAMELEER_ADMIN_USERNAME: username, CAMELEER_ADMIN_PASSWORD: password } = result.data;
  if ((username === undefined) !== (password === undefined)) {
    throw new BadSetting("CAMELEER_ADMIN_USERNAME and CAMELEER_ADMIN_PASSWORD: got one of them, expected both or neither.");
  }
  if (result.data.CAMELEER_AUTH_LOCAL_ENABLED === "false" && result.data.CAMELEER_OIDC_ISSUER_URI === undefined) {
    throw new BadSetting("CAMELEER_AUTH_LOCAL_ENABLED: got false without CAMELEER_OIDC_ISSUER_URI, expected a way to sign in.");
  }
  return result.data;
}

const notEmpty = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined && value.trim() !== ""));

/**
 * Flag > environment > file > default. The file is named by `--config` or `CAMELEER_CONFIG_FILE`; empty values count as
 * unset. Throws `BadSetting`. "help" when help was asked for.
 */
export function readSettings(args: readonly string[], environment: Texts): Settings | "help" {
  const flags = readFlags(args);
  if (flags.help) return "help";
  const file = readFile(flags.file ?? environment["CAMELEER_CONFIG_FILE"]);
  const known = Object.fromEntries(settingNames.map((name) => [name, environment[name]]));
  return check({ ...notEmpty(file), ...notEmpty(known), ...notEmpty(flags.values) });
}
