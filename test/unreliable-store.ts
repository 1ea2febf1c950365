import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { theTelemetryStore } from "#test/engines";

/** What becomes of an insert: it arrives and its answer too, it does not arrive, or it arrives and nobody hears of it. */
export type Fate = "well" | "refused" | "unheard";

/** The telemetry store behind a proxy that can be told to fail. Reads always go well. */
export interface UnreliableStore {
  readonly url: string;
  fate: Fate;
}

/** To be called within a test; the proxy ends with the test file. */
export async function unreliableStore(): Promise<UnreliableStore> {
  const real = new URL(theTelemetryStore()?.url ?? "");
  const store = { url: "", fate: "well" as Fate };
  const proxy = createServer((request, response) => {
    void (async () => {
      const { fate } = store;
      const isInsert = request.url?.includes("INSERT") === true;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (isInsert && fate === "refused") return response.writeHead(503).end("out of order");
      const headers = new Headers();
      for (const name of ["authorization", "content-type"]) headers.set(name, String(request.headers[name] ?? ""));
      const init = { method: request.method ?? "GET", headers, ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }) };
      const answer = await fetch(new URL(request.url ?? "/", real.origin), init);
      const body = Buffer.from(await answer.arrayBuffer());
      if (isInsert && fate === "unheard") return response.writeHead(503).end("nobody hears");
      return response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(body);
    })();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  afterAll(() => void proxy.close());
  const url = new URL(real);
  url.port = String((proxy.address() as AddressInfo).port);
  store.url = url.toString();
  return store;
}
