import { Problem, type ProblemCode } from "#schema/problems";
import { BadConfig } from "../config.ts";

/** A public contract; scripts depend on it. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  refused: 3,
  notRegistered: 4,
  unreachable: 5,
  unhealthy: 6,
  timeout: 7,
} as const;

/** Something a person can put right. */
export class CliError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly next: string;

  constructor(code: string, { message, exitCode, next }: { readonly message: string; readonly exitCode: number; readonly next: string }) {
    super(message);
    this.name = "CliError";
    this.code = code;
    this.exitCode = exitCode;
    this.next = next;
  }
}

export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  /** What to do next. */
  readonly next: string;
  readonly requestId: string | null;
  readonly exitCode: number;
}

const doctor = "Run `cameleer-runner doctor`.";
const remedies: Partial<Record<ProblemCode, readonly [next: string, exitCode: number]>> = {
  "enrollment-refused": ["Make a new token on the Runners page: each works once, for an hour.", exitCodes.notRegistered],
  "upgrade-required": ["Install a newer cameleer-runner.", exitCodes.refused],
  unauthenticated: ["The server does not know this host's keys: run `cameleer-runner register` with a new token.", exitCodes.notRegistered],
  "runner-deleted": ["The runner was removed on the server: run `cameleer-runner register` with a new token.", exitCodes.notRegistered],
  "stale-epoch": ["Another process with this identity has taken over: stop one of the two.", exitCodes.refused],
  conflict: ["Remove or move what is placed on this runner first.", exitCodes.refused],
  forbidden: ["Ask the server's administrator.", exitCodes.refused],
  "rate-limited": ["Wait a little and try again.", exitCodes.unreachable],
  "store-unavailable": [doctor, exitCodes.unreachable],
};

/** What went wrong, in one form for people and scripts. */
export function reportOf(error: unknown): ErrorReport {
  if (error instanceof CliError)
    return { code: error.code, message: error.message, next: error.next, requestId: null, exitCode: error.exitCode };
  if (error instanceof Problem) {
    const [next, exitCode] = remedies[error.code] ?? [doctor, exitCodes.failure];
    return { code: error.code, message: error.message, next, requestId: error.facts.requestId ?? null, exitCode };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof BadConfig) {
    return { code: "bad-config", message, next: "See `cameleer-runner config path`.", requestId: null, exitCode: exitCodes.usage };
  }
  return { code: "unexpected", message, next: doctor, requestId: null, exitCode: exitCodes.failure };
}
