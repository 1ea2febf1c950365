import { z } from "zod";
import { readIfThere, writeDurably } from "../disk/durable-file.ts";

const order = z.enum(["stop", "restart"]);
/** `stop` holds until it is taken back, `restart` until it is done. */
export type LocalOrder = z.infer<typeof order>;

/** What this host's administrator wants of an app, before what the server wants. Kept over restarts, told to the server. */
export interface LocalOrders {
  of(key: string): LocalOrder | undefined;
  give(key: string, order: LocalOrder): Promise<void>;
  takeBack(key: string): Promise<void>;
}

export async function openLocalOrders(file: string): Promise<LocalOrders> {
  const text = await readIfThere(file);
  const orders = new Map(Object.entries(text === undefined ? {} : z.record(z.string(), order).parse(JSON.parse(text))));
  const write = async (): Promise<void> => writeDurably(file, JSON.stringify(Object.fromEntries(orders)));
  return {
    of: (key) => orders.get(key),
    async give(key, given) {
      orders.set(key, given);
      await write();
    },
    async takeBack(key) {
      if (orders.delete(key)) await write();
    },
  };
}
