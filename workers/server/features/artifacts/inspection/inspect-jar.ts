import type { Inspection } from "#schema/contract/artifacts";
import type { Archive } from "#server/features/artifacts/inspection/archive";
import { openArchive } from "#server/features/artifacts/inspection/archive";
import type { ByteSource, Entry } from "#server/features/artifacts/inspection/byte-source";
import { readManifest } from "#server/features/artifacts/inspection/manifest";
import { camelVersionIn, recognize, versionInProperties } from "#server/features/artifacts/inspection/recognize";
import { Refusal } from "#server/features/artifacts/inspection/refusal";
import { routesInFile } from "#server/features/artifacts/inspection/routes-in-file";

const limits = { manifestBytes: 1024 * 1024, routeFiles: 200, routeFileBytes: 256 * 1024, routes: 1_000 } as const;

/** Where route files lie in the three kinds of JAR; what Maven and other tools leave behind is not looked at. */
const routeFile =
  /^(?!META-INF\/(?:maven|services|native-image)\/)(?!.*(?:^|\/)(?:pom|logback|log4j2?|beans|persistence|application[\w-]*)\.).*\.(?:xml|ya?ml)$/;

/** Looks into a JAR without running it. Throws a `Refusal` with the reason when it cannot be an application. */
export async function inspectJar(source: ByteSource): Promise<Inspection> {
  const archive = await openArchive(source);
  const manifest = readManifest(await textOf(archive, "META-INF/MANIFEST.MF"));
  const names = new Set(archive.entries.keys());
  return {
    ...recognize(manifest, names),
    camelVersion: await camelVersion(archive, names),
    javaVersion: manifest.get("build-jdk-spec") ?? manifest.get("build-jdk") ?? null,
    implementationVersion: manifest.get("implementation-version") ?? null,
    routes: await routesIn(archive),
    entries: archive.entries.size,
    uncompressedBytes: archive.uncompressedBytes,
  };
}

async function textOf(archive: Archive, name: string): Promise<string> {
  const entry = archive.entries.get(name);
  if (entry === undefined) return "";
  if (entry.sizeBytes > limits.manifestBytes) throw new Refusal(`${name} is too long.`);
  return new TextDecoder().decode(await archive.bytes(entry));
}

async function camelVersion(archive: Archive, names: ReadonlySet<string>): Promise<string | null> {
  const found = camelVersionIn(names);
  if (found === undefined) return null;
  return "version" in found ? found.version : versionInProperties(await textOf(archive, found.file));
}

async function routesIn(archive: Archive): Promise<Inspection["routes"]> {
  const routes: Inspection["routes"] = [];
  for (const entry of routeFilesOf(archive)) {
    routes.push(...routesInFile(entry.name, new TextDecoder().decode(await archive.bytes(entry))));
    if (routes.length >= limits.routes) break;
  }
  return routes.slice(0, limits.routes);
}

function routeFilesOf(archive: Archive): readonly Entry[] {
  return [...archive.entries.values()]
    .filter(({ name, sizeBytes }) => sizeBytes <= limits.routeFileBytes && routeFile.test(name))
    .slice(0, limits.routeFiles);
}
