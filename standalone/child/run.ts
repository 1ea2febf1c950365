/** What a child does once started. */
export interface Started<Ready> {
  /** Told to the parent. */
  readonly ready: Ready;
  /** Finishes what is under way and writes down what is held. */
  stop(): Promise<void>;
}

function sentence(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * The life of a child process: settings from the parent, a report when ready, an end at SIGTERM, and an immediate end
 * when the parent is gone, however it went.
 */
export function runChild<Config, Ready>(start: (config: Config) => Promise<Started<Ready>>): void {
  // Not `exit`: an engine with work under way may take minutes over it, and everything acknowledged is on disk.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  // Ctrl-C reaches the whole terminal; the parent decides about the order of the ends.
  process.on("SIGINT", () => undefined);
  process.once("message", (message) => {
    start(message as Config).then(
      ({ ready, stop }) => {
        process.on("SIGTERM", () => void stop().then(() => process.exit(0)));
        process.send?.({ ready });
      },
      (cause: unknown) => process.send?.({ failed: sentence(cause) }, () => process.exit(1)),
    );
  });
}
