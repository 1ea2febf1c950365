import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** One request, timed on one clock, milliseconds. */
export interface Shot {
  readonly sentMs: number;
  readonly tookMs: number;
  /** `200`, another status, or what went wrong with the connection. */
  readonly outcome: string;
}

export interface LoadReport {
  readonly perSecond: number;
  readonly shots: readonly Shot[];
}

const tickMs = 5;
/** A request that has not been answered by then has failed. */
const patienceMs = 15_000;

/**
 * Sends at a constant rate, however slow the answers are: every other request on a new connection, every fifth a POST, which no proxy may send again, and
 * every tenth to an answer that takes one to two seconds. `end` resolves when the last one has been answered.
 */
export function beginLoad(url: string, perSecond: number): { end(): Promise<LoadReport> } {
  const agent = new Agent({ keepAlive: true });
  const shots: Promise<Shot>[] = [];
  const startMs = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - startMs) / 1_000) * perSecond;
    while (shots.length < due) shots.push(shoot(url, agent, shots.length));
  }, tickMs);
  return {
    async end() {
      clearInterval(timer);
      const seconds = (performance.now() - startMs) / 1_000;
      const done = await Promise.all(shots);
      agent.destroy();
      return { perSecond: done.length / seconds, shots: done };
    },
  };
}

async function shoot(url: string, agent: Agent, number: number): Promise<Shot> {
  const sentMs = performance.now();
  const path = number % 10 === 0 ? `slow?ms=${1_000 + ((number * 37) % 1_000)}` : "quick";
  const connection = number % 2 === 0 ? { agent } : { agent: false as const };
  const asked = ask(`${url}${path}`, { ...connection, method: number % 5 === 3 ? "POST" : "GET" });
  const outcome = await Promise.race([asked, pause(patienceMs, "no answer", { ref: false })]);
  return { sentMs, tookMs: performance.now() - sentMs, outcome };
}

async function ask(url: string, options: { readonly agent: Agent | false; readonly method: string }): Promise<string> {
  return new Promise((resolve) => {
    const asking = request(url, options, (response) => {
      response.on("end", () => resolve(String(response.statusCode))).on("error", (error) => resolve(error.message));
      response.resume();
    });
    asking.on("error", (error) => resolve(error.message)).end(options.method === "POST" ? "order" : undefined);
  });
}
