import { CliError, exitCodes } from "./exit-code.ts";

export interface LogFilter {
  /** ISO 8601; lines before it are left out. Null: none. */
  readonly since: string | null;
  readonly grep: RegExp | null;
  /** How many lines of each instance to begin with. */
  readonly tail: number;
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** From `--since 10m`, `--grep 'ERROR|WARN'` and `--tail 100`. */
export function logFilter(flags: Record<string, unknown>, nowMs: number): LogFilter {
  const { since, grep, tail } = flags;
  const count = tail === undefined ? (since === undefined ? 100 : Number.POSITIVE_INFINITY) : Number(tail);
  if (Number.isNaN(count) || count < 0) refuse(`--tail ${String(tail)} is not a number of lines.`);
  return {
    since: typeof since === "string" ? instant(since, nowMs) : null,
    grep: typeof grep === "string" ? pattern(grep) : null,
    tail: count,
  };
}

function instant(text: string, nowMs: number): string {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const atMs = amount === undefined ? Date.parse(text) : nowMs - Number(amount) * unitMs[unit as keyof typeof unitMs];
  return Number.isNaN(atMs)
    ? refuse(`--since ${text} is neither a time such as 2026-11-22T08:00:00Z nor a span such as 10m.`)
    : new Date(atMs).toISOString();
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch {
    return refuse(`--grep ${text} is not a regular expression.`);
  }
}

function refuse(message: string): never {
  throw new CliError("usage", { message, exitCode: exitCodes.usage, next: "See `cameleer-runner logs --help`." });
}
