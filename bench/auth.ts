import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Arm } from "#bench/pairs";
import { compare, isEven } from "#bench/pairs";
import { cpuOf } from "#bench/process-cost";
import type { RawWorker } from "#bench/raw-workerd";
import { startWorker } from "#bench/raw-workerd";
import type { BenchOptions, Figure, Report } from "#bench/report";
import { figure } from "#bench/report";
import { startPostgres } from "#standalone/postgres/start";

const password = "correct horse battery staple";

/** B9: what finding out who calls adds to a request that does nothing else, in CPU of workerd; and the requests it makes to the database. */
export async function run(options: BenchOptions): Promise<Report> {
  const postgres = await startPostgres();
  const worker = await startWorker({
    entry: "bench/auth/worker.ts",
    variables: {
      CAMELEER_DATABASE_URL: postgres.url,
      CAMELEER_DATABASE_GATEWAY: postgres.gateway,
      CAMELEER_CLICKHOUSE_URL: "http://nobody:none@127.0.0.1:9/none",
      CAMELEER_SECRET: randomBytes(32).toString("base64url"),
      CAMELEER_BOOTSTRAP_TOKEN: randomBytes(32).toString("base64url"),
      CAMELEER_ADMIN_USERNAME: "admin",
      CAMELEER_ADMIN_PASSWORD: password,
    },
  });
  try {
    return await measure(worker, options);
  } finally {
    await worker.stop();
    await postgres.stop();
  }
}

async function measure(worker: RawWorker, { quick, progress }: BenchOptions): Promise<Report> {
  const count = quick ? 5_000 : 20_000;
  const pairs = quick ? 5 : 15;
  const bearer = `authorization: Bearer ${await signIn(worker)}`;
  const cold = await subrequestsOf(worker, () => ask(worker, "/guarded", { count: 1, header: bearer }));
  const arm =
    (path: string): Arm =>
    async () => {
      const [seconds = 0] = await cpuOf([worker.pid], () => ask(worker, path, { count, header: bearer }));
      return (seconds / count) * 1e6;
    };
  progress("warming up");
  await arm("/open")();
  await arm("/guarded")();
  progress("control: open against open");
  const control = await compare(arm("/open"), arm("/open"), pairs);
  progress("guarded against open");
  const guarded = await compare(arm("/guarded"), arm("/open"), pairs);
  const warm = await subrequestsOf(worker, () => ask(worker, "/guarded", { count: 1_000, header: bearer }));
  return {
    name: "auth",
    valid: isEven(control),
    results: [
      figure(
        { id: "warm.added-cpu", ...guarded.difference, unit: "µs/request", against: "the same request without authentication" },
        { kind: "at most", limit: 40 },
      ),
      exactly("warm.subrequests", warm / 1_000, 0.001),
      exactly("cold.subrequests", cold, 1),
      figure({ id: "request.cpu", value: guarded.b, unit: "µs/request", against: "nothing", low: guarded.b, high: guarded.b }),
      figure({ id: "control.a-a", value: control.value, unit: "ratio", against: "the same request", low: control.low, high: control.high }),
    ],
  };
}

function exactly(id: string, value: number, limit: number): Figure {
  return figure({ id, value, unit: "subrequests/request", against: "nothing", low: value, high: value }, { kind: "at most", limit });
}

async function signIn(worker: RawWorker): Promise<string> {
  const response = await fetch(`${worker.url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "admin", password }),
  });
  const body = (await response.json()) as { accessToken?: string };
  if (body.accessToken === undefined) throw new Error(`Sign-in answered ${response.status}`);
  return body.accessToken;
}

async function subrequestsOf(worker: RawWorker, work: () => Promise<void>): Promise<number> {
  const count = async (): Promise<number> => Number(await (await fetch(`${worker.url}/subrequests`)).text());
  const before = await count();
  await work();
  return (await count()) - before;
}

async function ask(worker: RawWorker, path: string, { count, header }: { count: number; header: string }): Promise<void> {
  const args = ["bench/auth/load.ts", "--url", `${worker.url}${path}`, "--count", String(count), "--header", header];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = (await once(child, "exit")) as [number];
  if (code !== 0) throw new Error(`${path}: not every answer was 204`);
}
