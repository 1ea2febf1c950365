/** Facts of one unit of work, written as one line when it ends. */
export interface WideEvent {
  set(facts: Readonly<Record<string, unknown>>): void;
  /** Writes the line. Never throws. */
  end(facts: Readonly<Record<string, unknown>>): void;
}

export type WriteLine = (line: string) => void;

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
