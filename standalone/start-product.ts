import { version } from "#schema/version";
import { buildMissing } from "./build-missing.ts";
import { openDataDir, type DataDir } from "./data/open-data-dir.ts";
import { openDatabases, type Part } from "./databases.ts";
import { findLicense } from "./license.ts";
import { checkDescriptors, checkPort } from "./preflight.ts";
import { needsSetUp, whenHealthy } from "./ready.ts";
import { startServer } from "./server.ts";
import type { Settings } from "./settings/definitions.ts";
import { welcome } from "./welcome.ts";

export interface Product {
  /** Resolves with a sentence when a part ends by itself. */
  readonly broken: Promise<string>;
  readonly welcome: string;
  /** Lets requests finish, then ends the parts: the server first, then its databases. */
  stop(): Promise<void>;
}

const healthPatienceMs = 30_000;

function firstEnd(parts: readonly Part[]): Promise<string> {
  return Promise.race(
    parts.map(async ({ name, ended }) => {
      const { code, signal } = await ended;
      return `${name} ended by itself (${signal ?? `code ${code}`}); stopping rather than half-working.`;
    }),
  );
}

async function greet(settings: Settings, dataDir: DataDir, startedAt: number): Promise<string> {
  const local = `http://127.0.0.1:${settings.PORT}`;
  return welcome({
    version,
    address: settings.CAMELEER_PUBLIC_URL?.replace(/\/+$/, "") ?? `http://localhost:${settings.PORT}`,
    seconds: (performance.now() - startedAt) / 1000,
    username: settings.CAMELEER_ADMIN_USERNAME,
    setupToken: (await needsSetUp(local)) ? dataDir.secrets.setupToken : undefined,
    agentToken: settings.CAMELEER_BOOTSTRAP_TOKEN ?? dataDir.secrets.bootstrapToken,
    dataDir: dataDir.path,
  });
}

/** Starts everything. Throws one sentence for the person at the terminal when it cannot. */
export async function startProduct(settings: Settings, warn: (sentence: string) => void): Promise<Product> {
  const startedAt = performance.now();
  const warning = checkDescriptors();
  if (warning !== undefined) warn(warning);
  const dataDir = openDataDir(settings.CAMELEER_DATA_DIR);
  await checkPort(settings.PORT);
  const [databases] = await Promise.all([openDatabases(settings, dataDir), buildMissing()]);
  const license = await findLicense(settings, Date.now());
  if (license.warning !== undefined) warn(license.warning);
  const server = startServer({ ...settings, CAMELEER_LICENSE: license.token }, dataDir, databases);
  const parts: readonly Part[] = [{ name: "The server (workerd)", ended: server.ended, stop: () => server.stop() }, ...databases.parts];
  const broken = firstEnd(parts);
  await Promise.race([
    whenHealthy(`http://127.0.0.1:${settings.PORT}`, healthPatienceMs),
    broken.then((sentence) => {
      throw new Error(sentence);
    }),
  ]);
  return {
    broken,
    welcome: await greet(settings, dataDir, startedAt),
    stop: async () => {
      await server.stop();
      await Promise.all(databases.parts.map((part) => part.stop()));
      dataDir.lock.release();
    },
  };
}
