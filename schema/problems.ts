/** The only catalogue of problems. A code is stable API; its title may be reworded. */
export const problems = {
  "invalid-request": { status: 422, title: "The request is not valid" },
  "malformed-body": { status: 400, title: "The body could not be read" },
  "unsupported-media-type": { status: 415, title: "This content type is not understood" },
  "too-large": { status: 413, title: "The request is too large" },
  unauthenticated: { status: 401, title: "Sign in, or send a valid token" },
  "invalid-credentials": { status: 401, title: "The username or password is wrong" },
  "second-factor-needed": { status: 401, title: "Enter the code of your authenticator app" },
  "sign-in-failed": { status: 400, title: "The identity provider did not sign you in" },
  "insufficient-scope": { status: 403, title: "The token carries no scope that this server knows" },
  "feature-not-licensed": { status: 402, title: "The license does not include this feature" },
  "limit-reached": { status: 402, title: "The license allows no more of these" },
  "license-refused": { status: 422, title: "The license is not valid here" },
  "not-grantable": { status: 403, title: "You can give only what you hold yourself" },
  "managed-elsewhere": { status: 409, title: "This is set by the server's configuration" },
  "provider-unreachable": { status: 422, title: "The identity provider could not be read" },
  "csrf-rejected": { status: 403, title: "The request did not come from the product's own page" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  "not-found": { status: 404, title: "There is no such thing" },
  "method-not-allowed": { status: 405, title: "This address does not answer that method" },
  conflict: { status: 409, title: "This collides with what is there" },
  "already-set-up": { status: 409, title: "The first administrator exists already" },
  "last-administrator": { status: 409, title: "The last administrator cannot be lost" },
  "local-login-disabled": { status: 403, title: "Sign-in by password is switched off" },
  "rate-limited": { status: 429, title: "Too many requests" },
  "runtime-unavailable": { status: 404, title: "No runner is there that could run apps" },
  "artifact-refused": { status: 422, title: "The file is not an application that can be run" },
  "environment-protected": { status: 403, title: "This environment is protected" },
  "deployment-over": { status: 409, title: "The deployment has ended" },
  "enrollment-refused": { status: 401, title: "The enrollment token is not valid" },
  "stale-epoch": { status: 409, title: "A newer process of this runner has taken over" },
  "runner-deleted": { status: 410, title: "This runner has been removed" },
  "upgrade-required": { status: 426, title: "This version of the runner is too old" },
  "agent-unreachable": { status: 409, title: "The agent has no open link" },
  "digest-mismatch": { status: 422, title: "The content does not have the digest that was announced" },
  "invalid-query": { status: 422, title: "The search query cannot be understood" },
  "query-too-expensive": { status: 422, title: "The search reads too much; narrow it" },
  "store-unavailable": { status: 503, title: "A database is not reachable; try again shortly" },
  unexpected: { status: 500, title: "Something unexpected happened" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** One wrong place in the request: `pointer` is a JSON pointer that starts with the part (`/body/name`, `/query/from`). */
export interface ProblemPlace {
  readonly pointer: string;
  readonly detail: string;
  /** Where in a text of some length: half-open, in UTF-16 positions. */
  readonly span?: { readonly start: number; readonly end: number };
}

/** RFC 9457 as it goes over the wire. */
export interface ProblemDocument {
  readonly type: string;
  readonly code: ProblemCode;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** The request id, to be quoted to support. */
  readonly instance?: string;
  readonly errors?: readonly ProblemPlace[];
  readonly retryAfterSeconds?: number;
}

export interface ProblemFacts {
  /** Public text. Says what to do next. */
  readonly detail?: string;
  readonly errors?: readonly ProblemPlace[];
  readonly retryAfterSeconds?: number;
  /** The request that raised it, when it came over the wire; to be quoted to support. */
  readonly requestId?: string;
  /** For the log only. */
  readonly cause?: unknown;
}

/** An error with a public face. Everything else that is thrown becomes `unexpected` without text. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    super(facts.detail ?? problems[code].title, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "Problem";
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

export function problemDocument(problem: Problem, instance?: string): ProblemDocument {
  const { detail, errors, retryAfterSeconds } = problem.facts;
  return {
    type: `https://cameleer.io/problems/${problem.code}`,
    code: problem.code,
    title: problems[problem.code].title,
    status: problem.status,
    ...(detail === undefined ? {} : { detail }),
    ...(instance === undefined ? {} : { instance }),
    ...(errors === undefined ? {} : { errors }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/** Reads a problem off the wire; an answer that is none becomes `unexpected`. */
export function problemFromDocument(document: unknown): Problem {
  const candidate = (typeof document === "object" && document !== null ? document : {}) as Partial<ProblemDocument>;
  const known = typeof candidate.code === "string" && Object.hasOwn(problems, candidate.code);
  return new Problem(known ? (candidate.code as ProblemCode) : "unexpected", {
    ...(candidate.detail === undefined ? {} : { detail: candidate.detail }),
    ...(candidate.errors === undefined ? {} : { errors: candidate.errors }),
    ...(candidate.instance === undefined ? {} : { requestId: candidate.instance }),
    ...(candidate.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: candidate.retryAfterSeconds }),
  });
}
