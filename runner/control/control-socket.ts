import { rm } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { Problem, problemDocument, problemFromDocument } from "#schema/problems";
import { errorCode } from "../disk/durable-file.ts";

/** What the commands of this host may ask of the daemon. */
export type ControlActions = Readonly<Record<string, (input: unknown) => Promise<unknown>>>;

/** Another daemon holds the state folder. */
export class AlreadyRunning extends Error {}

/**
 * Listens on a socket in the state folder, for its owner only. It is the lock of the folder as well: a second daemon finds it answered, and one that was
 * killed leaves a socket that nobody answers.
 */
export async function openControl(socketPath: string, actions: ControlActions): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const action = actions[(incoming.url ?? "/").slice(1)];
    void Promise.resolve()
      .then(async () =>
        action === undefined ? { status: 404, body: {} } : { status: 200, body: (await action(await json(incoming))) ?? {} },
      )
      .catch((error: unknown) => ({ status: 500, body: failureOf(error) }))
      .then(({ status, body }) => outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)));
  });
  if (await listens(server, socketPath)) return server;
  if (await isAnswered(socketPath)) throw new AlreadyRunning(`Another cameleer-runner is running on ${socketPath}.`);
  await rm(socketPath, { force: true });
  if (await listens(server, socketPath)) return server;
  throw new AlreadyRunning(`${socketPath} cannot be taken.`);
}

function failureOf(error: unknown): object {
  if (error instanceof Problem) return problemDocument(error, error.facts.requestId);
  return { message: error instanceof Error ? error.message : String(error) };
}

async function listens(server: Server, socketPath: string): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const onError = (error: Error): void => (errorCode(error) === "EADDRINUSE" ? resolve(false) : reject(error));
  const mask = process.umask(0o177);
  server.once("error", onError);
  server.listen(socketPath, () => resolve(true));
  try {
    return await promise;
  } finally {
    process.umask(mask);
    server.off("error", onError);
  }
}

async function isAnswered(socketPath: string): Promise<boolean> {
  return askDaemon(socketPath, "ping").then(
    () => true,
    (error: unknown) => !["ECONNREFUSED", "ENOENT"].includes(errorCode(error) ?? ""),
  );
}

/** Asks the daemon of this host. Rejects with `ECONNREFUSED` or `ENOENT` when none runs. */
export async function askDaemon(socketPath: string, action: string, input: unknown = {}): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const asking = request({ socketPath, path: `/${action}`, method: "POST" }, (reply) => {
    const chunks: Buffer[] = [];
    reply.on("data", (chunk: Buffer) => chunks.push(chunk));
    reply.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString() || "{}") as { message?: string };
      if (reply.statusCode === 500) reject("code" in body ? problemFromDocument(body) : new Error(body.message));
      else resolve(body);
    });
  });
  asking.on("error", reject);
  asking.end(JSON.stringify(input));
  return promise;
}
