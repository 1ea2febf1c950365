import { styleText } from "node:util";
import { reportOf } from "./exit-code.ts";

/** Where a command writes: data to stdout, everything else to stderr. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Whoever reads may stop reading (`| head`): that is no failure. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** One value as JSON on one line, or as the lines a person reads. */
export function show(
  terminal: Terminal,
  asJson: boolean,
  { value, lines }: { readonly value: unknown; readonly lines: readonly string[] },
): void {
  if (asJson) terminal.out(JSON.stringify(value));
  else for (const line of lines) terminal.out(line);
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((widest, row) => row.map((cell, index) => Math.max(cell.length, widest[index] ?? 0)), []);
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

export type Mark = "ok" | "warn" | "fail";
const colors = { ok: "green", warn: "yellow", fail: "red" } as const;

export function marked(mark: Mark): string {
  return styleText(colors[mark], mark.padEnd(4));
}

/** Says what failed and what to do; the exit code to end with. */
export function showError(terminal: Terminal, asJson: boolean, error: unknown): number {
  const { exitCode, ...report } = reportOf(error);
  if (asJson) terminal.err(JSON.stringify({ error: report }));
  else {
    terminal.err(
      `${styleText("red", "error", { stream: process.stderr })} ${report.message} (${report.code}${report.requestId === null ? "" : `, ${report.requestId}`})`,
    );
    terminal.err(`next  ${report.next}`);
  }
  return exitCode;
}
