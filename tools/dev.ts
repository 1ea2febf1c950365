import { mkdirSync } from "node:fs";
import path from "node:path";
import { context } from "esbuild";
import { createServer, type ViteDevServer } from "vite";
import { openDataDir } from "#standalone/data/open-data-dir";
import { openDatabases } from "#standalone/databases";
import { checkPort } from "#standalone/preflight";
import { needsSetUp, whenHealthy } from "#standalone/ready";
import { startServer } from "#standalone/server";
import type { Settings } from "#standalone/settings/definitions";
import { readSettings } from "#standalone/settings/read-settings";
import { serverBundle } from "./build.ts";
import { parts } from "./build-parts.ts";

const repository = path.join(import.meta.dirname, "..");
const uiPort = 5173;

/** Runs jobs one after the other; a job that fails is told to the terminal. */
function queue(): (job: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (job) => (last = last.then(job).catch((cause: unknown) => console.error(cause instanceof Error ? cause.message : cause)));
}

/** Vite's server for the UI; everything else goes to the product. The page's own address is kept, for the same-origin check. */
async function serveUi(target: string): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: path.join(repository, "vite.config.ts"),
    server: { port: uiPort, proxy: { "/api": { target }, "/v1": { target } } },
  });
  return server.listen();
}

/** Builds the server at every change of a file it is made of, and calls `rebuilt` after each build that worked. */
async function watchServer(rebuilt: () => void): Promise<{ dispose(): Promise<void> }> {
  const plugin = {
    name: "restart",
    setup: (build: { onEnd(callback: (result: { readonly errors: readonly unknown[] }) => void): void }) =>
      build.onEnd(({ errors }) => void (errors.length === 0 && rebuilt())),
  };
  const watching = await context({ ...serverBundle, sourcemap: "inline", plugins: [plugin] });
  await watching.watch();
  return watching;
}

/** `npm run dev`: the product of `npm start`, rebuilt and restarted at every change, with Vite's server in front. */
async function develop(settings: Settings): Promise<void> {
  const target = `http://127.0.0.1:${settings.PORT}`;
  const dataDir = openDataDir(settings.CAMELEER_DATA_DIR);
  await checkPort(settings.PORT);
  mkdirSync(path.dirname(parts.ui.output), { recursive: true });
  const databases = await openDatabases(settings, dataDir);
  const inTurn = queue();
  let server: ReturnType<typeof startServer> | undefined;
  const restart = async (): Promise<void> => {
    await server?.stop();
    server = startServer(settings, dataDir, databases);
    await whenHealthy(target, 30_000);
    console.log(`The server runs at ${target}`);
  };
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const watching = await watchServer(() => void inTurn(restart).then(resolve));
  const ui = await serveUi(target);
  await started;
  const setUp = (await needsSetUp(target)) ? `setup?token=${dataDir.secrets.setupToken}` : "";
  console.log(`The UI runs at http://localhost:${ui.config.server.port}/${setUp}; agents' token: ${dataDir.secrets.bootstrapToken}`);
  await new Promise<void>((end) => ["SIGINT", "SIGTERM"].forEach((signal) => process.once(signal, () => end())));
  await Promise.all([watching.dispose(), ui.close(), inTurn(async () => server?.stop())]);
  await Promise.all(databases.parts.map((part) => part.stop()));
}

const settings = readSettings(process.argv.slice(2), process.env);
if (settings !== "help") await develop(settings);
process.exit(0);
