/** One thing that was looked at. `remedy` is a command or a sentence; empty when nothing is to be done. */
export interface Finding {
  readonly check: string;
  readonly mark: "ok" | "warn" | "fail";
  readonly message: string;
  readonly remedy: string;
}

export function good(check: string, message: string): Finding {
  return { check, mark: "ok", message, remedy: "" };
}

export function doubtful(check: string, message: string, remedy: string): Finding {
  return { check, mark: "warn", message, remedy };
}

export function bad(check: string, message: string, remedy: string): Finding {
  return { check, mark: "fail", message, remedy };
}
