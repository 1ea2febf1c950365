import { fork, type ChildProcess } from "node:child_process";

/** How a child process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process that has reported ready. */
export interface RunningChild<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  readonly ended: Promise<Ending>;
  /** Asks it to finish what it does and end; kills it after ten seconds. */
  stop(): Promise<Ending>;
}

type Message<Ready> = { readonly ready: Ready } | { readonly failed: string };

function firstMessage<Ready>(child: ChildProcess, ended: Promise<Ending>): Promise<Ready> {
  return new Promise<Ready>((resolve, reject) => {
    child.once("message", (message) => {
      const said = message as Message<Ready>;
      if ("ready" in said) resolve(said.ready);
      else reject(new Error(said.failed));
    });
    void ended.then(({ code, signal }) => reject(new Error(`It ended before it was ready (${signal ?? `code ${code}`}).`)));
  });
}

const graceMs = 10_000;

/**
 * Starts a module that calls `runChild`, with the given environment only (this process's when none is given), and hands it its
 * settings over the private channel, never on the command line.
 * Rejects with the child's own sentence when it cannot start.
 */
export async function forkChild<Config extends object, Ready>(
  modulePath: string,
  config: Config,
  environment?: Readonly<NodeJS.ProcessEnv>,
): Promise<RunningChild<Ready>> {
  const child = fork(modulePath, [], {
    execArgv: [],
    ...(environment === undefined ? {} : { env: environment }),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<Ending>((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  child.send(config);
  const ready = await firstMessage<Ready>(child, ended);
  const stop = async (): Promise<Ending> => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    const ending = await ended;
    clearTimeout(timer);
    return ending;
  };
  return { pid: child.pid ?? 0, ready, ended, stop };
}
