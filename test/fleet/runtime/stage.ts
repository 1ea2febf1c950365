import { createApp, listApps } from "#schema/contract/apps";
import type { Caller } from "#schema/contract/call";
import { call } from "#schema/contract/call";
import { createEnvironment, listEnvironments } from "#schema/contract/environments";
import { apps } from "../apps/index.ts";
import type { DemoFolder } from "./demo-folder.ts";
import type { EnvironmentName } from "./story.ts";

const wanted = [
  { name: "dev", displayName: "Development", protected: false },
  { name: "staging", displayName: "Staging", protected: false },
  { name: "prod", displayName: "Production", protected: true },
] as const;

const about: Readonly<Record<string, readonly [string, string]>> = {
  gateway: ["Shop gateway", "Takes orders and questions about stock from the shop"],
  orders: ["Order handling", "Checks an order, reserves stock, starts billing and shipping"],
  inventory: ["Stock", "Knows what is in stock and reserves it"],
  billing: ["Invoices and payments", "Writes invoices, takes payments, reminds"],
  shipping: ["Parcels", "Labels, carriers and tracking"],
  notifications: ["Mail and text messages", "Tells customers how their orders are getting on"],
};

/** The environments that the story needs; those that exist are taken as they are. */
export async function theEnvironments(caller: Caller, folder: DemoFolder): Promise<Readonly<Record<EnvironmentName, string>>> {
  const { items } = await call(caller, listEnvironments, {});
  const found: Record<string, string> = Object.fromEntries(items.map(({ name, id }) => [name, id]));
  for (const body of wanted) {
    if (found[body.name] !== undefined) continue;
    const { id } = await call(caller, createEnvironment, { body });
    found[body.name] = id;
    folder.remember({ environments: { ...folder.recall().environments, [body.name]: id } });
  }
  const { dev = "", staging = "", prod = "" } = found;
  return { dev, staging, prod };
}

/** The ids of the fleet's apps whose story is still to be told: not of those that somebody else made, nor of those it was told of before. */
export async function theApps(caller: Caller, folder: DemoFolder): Promise<ReadonlyMap<string, string>> {
  const { items } = await call(caller, listApps, { query: { limit: 200 } });
  const untold = new Map<string, string>();
  for (const { name } of apps) {
    const present = items.find((one) => one.name === name);
    if (present === undefined) untold.set(name, await newApp(caller, folder, name));
    else if (folder.recall().apps[name] === present.id && present.artifacts === 0) untold.set(name, present.id);
  }
  return untold;
}

async function newApp(caller: Caller, folder: DemoFolder, name: string): Promise<string> {
  const [displayName, description] = about[name] ?? [name, ""];
  const { id } = await call(caller, createApp, { body: { name, displayName, description } });
  folder.remember({ apps: { ...folder.recall().apps, [name]: id } });
  return id;
}
