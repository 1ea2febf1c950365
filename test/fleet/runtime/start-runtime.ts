import type { Caller } from "#schema/contract/call";
import type { Recording } from "../recording.ts";
import { containerLogs } from "./container-logs.ts";
import type { DemoFolder } from "./demo-folder.ts";
import { startDemoHost } from "./demo-host.ts";
import { hostNames } from "./host-names.ts";
import { operator } from "./operator.ts";
import { theApps, theEnvironments } from "./stage.ts";
import { stories } from "./story.ts";

export interface DemoRuntime {
  /** Resolves when everything that the demo does to the apps is done. */
  readonly told: Promise<void>;
  /** What an app's containers write of an exchange that ended. */
  readonly onEnded: (recording: Recording, environment: string) => void;
  stop(): Promise<void>;
}

/** Two hosts, one of which is away, and the fleet's apps deployed to the other; undefined while another demo has its hands on them. */
export async function startRuntime(caller: Caller, folder: DemoFolder): Promise<DemoRuntime | undefined> {
  const present = await startDemoHost(caller, folder.path, hostNames.present);
  if (present === undefined) return undefined;
  const { host, runnerId, stop } = present;
  const told = tell(caller, folder, runnerId);
  return { told, onEnded: containerLogs(host), stop };
}

async function tell(caller: Caller, folder: DemoFolder, runnerId: string): Promise<void> {
  const environments = await theEnvironments(caller, folder);
  const untold = await theApps(caller, folder);
  if (untold.size === 0) return;
  const absentRunnerId = await seenOnce(caller, folder, hostNames.absent);
  const cast = { operator: operator(caller), environments, runnerId, absentRunnerId };
  await Promise.all([...untold].map(async ([name, appId]) => stories[name]?.({ ...cast, appId })));
}

/** A host that came, said hello and left. */
async function seenOnce(caller: Caller, folder: DemoFolder, name: string): Promise<string> {
  const host = await startDemoHost(caller, folder.path, name);
  if (host === undefined) throw new Error(`Another process runs ${name}`);
  await host.stop();
  return host.runnerId;
}
