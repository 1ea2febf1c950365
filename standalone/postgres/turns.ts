/** One holder at a time, in the order of asking. */
export interface Turns {
  /** Resolves when it is the caller's turn; call the result once to pass the turn on. */
  take(): Promise<() => void>;
}

export function turns(): Turns {
  let tail = Promise.resolve();
  return {
    take: async () => {
      const before = tail;
      let pass = (): void => undefined;
      tail = new Promise<void>((resolve) => {
        pass = resolve;
      });
      await before;
      return pass;
    },
  };
}
