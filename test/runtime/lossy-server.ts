import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface LossyServer {
  /** Origin without trailing slash. */
  readonly url: string;
  /** Uploads of logs that the server behind it has answered. */
  uploads(): number;
  /** Of those, answers that did not get back. */
  lost(): number;
  close(): void;
}

/** Stands before a server and loses every third answer to an upload of logs, after the server has done what was asked. */
export async function aLossyServer(behind: string): Promise<LossyServer> {
  const { hostname, port } = new URL(behind);
  let uploads = 0;
  let lost = 0;
  const server = createServer((asked, answer) => {
    const { method = "GET", url = "/", headers } = asked;
    const onward = request({ hostname, port, method, path: url, headers }, (reply) => {
      const isUpload = url.startsWith("/runner/v1/logs/");
      if (isUpload) uploads += 1;
      if (isUpload && uploads % 3 === 0) {
        lost += 1;
        reply.resume();
        reply.once("end", () => answer.destroy());
        return;
      }
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.once("error", () => answer.destroy());
    asked.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    uploads: () => uploads,
    lost: () => lost,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
