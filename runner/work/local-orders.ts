import { z } from "zod";
import { readIfThere } from "../disk/durable-file.ts";
import { durableJson } from "../disk/durable-value.ts";

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
  const orders = durableJson(file, text === undefined ? {} : z.record(z.string(), order).parse(JSON.parse(text)));
  return {
    of: (key) => orders.value[key],
    give: async (key, given) => orders.change((present) => ({ ...present, [key]: given })),
    takeBack: async (key) =>
      orders.change((present) => {
        const { [key]: taken, ...others } = present;
        return taken === undefined ? present : others;
      }),
  };
}
