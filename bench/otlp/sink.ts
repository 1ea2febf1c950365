import { once } from "node:events";
import { createServer } from "node:http";

/** Takes what a Worker would insert, and forgets it unless told to keep it. */
export interface Sink {
  readonly url: string;
  /** Bodies by INSERT statement, of the requests made while `work` runs. */
  keep(work: () => Promise<void>): Promise<ReadonlyMap<string, Buffer>>;
  close(): void;
}

export async function startSink(): Promise<Sink> {
  let kept: Map<string, Buffer> | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => kept !== undefined && chunks.push(chunk));
    request.on("end", () => {
      kept?.set(new URL(request.url ?? "/", "http://sink").searchParams.get("query") ?? "", Buffer.concat(chunks));
      response.end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    keep: async (work) => {
      const bodies = new Map<string, Buffer>();
      kept = bodies;
      await work();
      kept = undefined;
      return bodies;
    },
    close: () => void server.close(),
  };
}
