import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Link {
  /** Origin under which the other side is reached. */
  readonly url: string;
  /** From now on nothing gets through. */
  cut(): void;
  mend(): void;
  close(): void;
}

/** A way to a server that can be cut. */
export async function aLinkTo(url: string): Promise<Link> {
  const target = Number(new URL(url).port);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target, "127.0.0.1");
    for (const [here, there] of [[near, far] as const, [far, near] as const]) {
      open.add(here);
      here.on("error", () => there.destroy()).on("close", () => void (open.delete(here), there.destroy()));
      here.pipe(there);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const end = (): void => open.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      end();
    },
    mend: () => void (isCut = false),
    close() {
      server.close();
      end();
    },
  };
}
