import { rmSync } from "node:fs";
import { join } from "node:path";
import { deleteApp, getApp } from "#schema/contract/apps";
import type { Caller } from "#schema/contract/call";
import { call } from "#schema/contract/call";
import { deleteEnvironment } from "#schema/contract/environments";
import { deleteRunner, revokeRunner } from "#schema/contract/runners";
import { stateFolder } from "#runner/disk/state-folder";
import { readIdentity } from "#runner/protocol/identity";
import { Problem } from "#schema/problems";
import type { DemoFolder } from "./demo-folder.ts";
import { startDemoHost } from "./demo-host.ts";
import { hostNames } from "./host-names.ts";
import { operator } from "./operator.ts";

/** Takes away what the demo made: what runs, its apps, its environments, its hosts. Answers with what had to stay, and why. */
export async function removeRuntime(caller: Caller, folder: DemoFolder): Promise<string[]> {
  const { apps, environments } = folder.recall();
  const stayed: string[] = [];
  const away = (what: string, remove: () => Promise<unknown>): Promise<void> =>
    remove().then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        if (error.code !== "not-found") stayed.push(`${what}: ${error.message}`);
      },
    );
  const forget = (name: string): Promise<void> => away(name, () => forgetHost(caller, folder, name));
  await forget(hostNames.absent);
  const host = await startDemoHost(caller, folder.path, hostNames.present);
  if (host === undefined) throw new Error("The demo is running. Stop it first.");
  await Promise.all(Object.entries(apps).map(([name, id]) => away(name, () => removeApp(caller, id))));
  await host.stop();
  for (const [name, id] of Object.entries(environments)) await away(name, () => call(caller, deleteEnvironment, { params: { id } }));
  await forget(hostNames.present);
  folder.remember({ apps: {}, environments: {} });
  return stayed;
}

async function removeApp(caller: Caller, id: string): Promise<void> {
  const { placements } = await call(caller, getApp, { params: { id } });
  const { change } = operator(caller);
  const places = placements.map(({ environmentId }) => ({ appId: id, environmentId }));
  await Promise.all(places.map((place) => change({ action: "remove", ...place, purge: true, reason: "The demo is over" })));
  await call(caller, deleteApp, { params: { id } });
}

async function forgetHost(caller: Caller, folder: DemoFolder, name: string): Promise<void> {
  const root = join(folder.path, name);
  const identity = await readIdentity(stateFolder(root).identity);
  if (identity === undefined) return;
  const params = { id: identity.runnerId };
  await call(caller, revokeRunner, { params });
  await call(caller, deleteRunner, { params });
  rmSync(root, { recursive: true });
}
