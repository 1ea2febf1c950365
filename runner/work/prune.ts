import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import type { Executor } from "../executor/executor.ts";
import { type AppRecords, wantedApp } from "./app-record.ts";

/** Deletes images and artifacts that nothing needs which is wanted, in effect, or may be gone back to. */
export async function prune(records: AppRecords, executor: Executor, artifacts: string): Promise<Record<string, unknown>> {
  const kept = new Set<string>();
  for (const record of records.all()) {
    const apps = [record.active, wantedApp(record), ...record.former].filter((app): app is DesiredApp => app !== null && app !== undefined);
    const digests = apps.flatMap(digestsOf);
    digests.forEach((digest) => kept.add(`${digest}.jar`));
    const [app] = apps;
    if (app !== undefined) await executor.collectGarbage({ environmentId: app.environment.id, appId: app.app.id }, digests);
  }
  const files = (await readdir(artifacts).catch(() => [])).filter((file) => !kept.has(file.replace(/\.part$/, "")));
  for (const file of files) await rm(path.join(artifacts, file), { force: true });
  return { artifacts: files.length };
}

function digestsOf({ artifact, agent }: DesiredApp): string[] {
  return [...(artifact.kind === "jar" ? [artifact.sha256] : []), ...(agent === null ? [] : [agent.sha256])];
}
