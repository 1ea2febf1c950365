/** Facts of one unit of work, written as one line when it ends. */
export interface WideEvent {
  set(facts: Readonly<Record<string, unknown>>): void;
  /** Writes the line. Never throws. */
  end(facts: Readonly<Record<string, unknown>>): void;
}

export type WriteLine = (line: string) => void;

/**
 * An error and what caused it, as text. A failed statement's values are left out: they hold what people typed, and hashes of what they
 * must keep secret.
 */
export function describeCause(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  if (!(cause instanceof Error)) return String(cause).slice(0, 2_000);
  const { cause: deeper } = cause;
  const told = (cause.stack ?? cause.message).replace(/\nparams: [^]*?(?=\n {4}at |$)/, "").slice(0, 2_000);
  return deeper === undefined || deeper === cause ? told : `${told}\ncaused by ${describeCause(deeper)}`.slice(0, 4_000);
}

export function wideEvent(write: WriteLine, op: string): WideEvent {
  const collected: Record<string, unknown> = { op };
  return {
    set: (facts) => void Object.assign(collected, facts),
    end: (facts) => {
      try {
        write(JSON.stringify({ ...collected, ...facts }));
      } catch {
        write(`{"op":${JSON.stringify(op)},"ok":false,"problem":"unloggable"}`);
      }
    },
  };
}
