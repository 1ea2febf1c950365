import { openDataDir } from "#standalone/data/open-data-dir";
import { openDatabases } from "#standalone/databases";
import { readSettings } from "#standalone/settings/read-settings";

/**
 * `npm run migrate`: brings both databases, embedded or external, to what this version expects, and ends. Takes the same
 * settings as `npm start`, which does the same by itself.
 */
async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings === "help") return console.log("npm run migrate -- [flags of npm start]");
  const databases = await openDatabases(settings, openDataDir(settings.CAMELEER_DATA_DIR));
  await Promise.all(databases.parts.map((part) => part.stop()));
  console.log("Both databases are up to date.");
}

await main().then(
  () => process.exit(0),
  (cause: unknown) => {
    console.error(cause instanceof Error ? cause.message : String(cause));
    process.exit(1);
  },
);
