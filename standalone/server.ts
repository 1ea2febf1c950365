import { join } from "node:path";
import { parts as built } from "#tools/build-parts";
import type { DataDir } from "./data/open-data-dir.ts";
import type { Settings } from "./settings/definitions.ts";
import { serverVariables, type Databases } from "./variables.ts";
import { startWorkerd, type RunningWorkerd } from "./workerd/start.ts";

/** Starts the built server on these databases. It listens a moment later. */
export function startServer(settings: Settings, dataDir: DataDir, databases: Databases): RunningWorkerd {
  const variables = serverVariables(settings, dataDir.secrets, databases);
  const layout = {
    port: settings.PORT,
    bundle: built.server.output,
    assets: join(built.ui.output, ".."),
    blobs: dataDir.blobs,
    hubs: dataDir.hubs,
    variables: Object.keys(variables),
  };
  return startWorkerd(layout, join(dataDir.path, "workerd.capnp"), variables);
}
