import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { World } from "#test/world";

/** What becomes of an exchange on its way; `answer` asks the server. Null: the connection breaks, whether the server was asked or not. */
export type Wire = (request: Request, answer: () => Promise<Response>) => Promise<Response | null>;

/** A server on a port of its own, with a wire to it that tests can disturb. */
export interface ServedWorld {
  readonly url: string;
  wire: Wire;
  /** Of every request that came, in order. */
  readonly requests: readonly Request[];
  /** Cuts every connection and takes no new ones. */
  leave(): void;
  comeBack(): Promise<void>;
  stop(): void;
}

export const undisturbed: Wire = (_, answer) => answer();

export async function serve(world: Pick<World, "app">): Promise<ServedWorld> {
  const requests: Request[] = [];
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing).catch(() => outgoing.destroy()));
  server.on("upgrade", (_, socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const served: ServedWorld = {
    url: `http://127.0.0.1:${port}`,
    wire: undisturbed,
    requests,
    leave() {
      server.close();
      server.closeAllConnections();
    },
    async comeBack() {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    stop: () => served.leave(),
  };
  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await requestOf(incoming, served.url);
    requests.push(request);
    const response = await served.wire(request, () => world.app.fetch(request));
    if (response === null) return void outgoing.destroy();
    outgoing.writeHead(response.status, [...response.headers].flat());
    for await (const chunk of response.body ?? []) outgoing.write(chunk);
    outgoing.end();
  }
  return served;
}

async function requestOf(incoming: IncomingMessage, origin: string): Promise<Request> {
  const { method = "GET", url = "/" } = incoming;
  const headers = new Headers(
    Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) => values.map((value) => [name, value])),
  );
  const body = method === "GET" || method === "HEAD" ? null : new Uint8Array(await buffer(incoming));
  return new Request(`${origin}${url}`, { method, headers, body });
}
