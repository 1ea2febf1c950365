import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type Docker from "dockerode";
import { pack, type Pack } from "tar-stream";
import { StepFailure } from "../outcome.ts";
import type { LocalFile, Runnable, Workload } from "../workload.ts";
import { EngineRefusal, refusalOf, statusOf } from "./engine.ts";
import { imageLabels, type Owner } from "./own-labels.ts";

export interface Building {
  readonly docker: Docker;
  readonly owner: Owner;
  /** For workloads that name none. */
  readonly baseImage: string;
  readonly step: (message: string) => void;
}

type Jar = Extract<Runnable, { kind: "jar" }>;

/** Grows when the Dockerfile below changes, so that images made by an older version are made again. */
const recipe = 1;

/** The image to run a workload from: the one it names, or base + agent + JAR, made once for each content and place. */
export async function buildImage(building: Building, workload: Workload): Promise<string> {
  const { runnable, place } = workload;
  if (runnable.kind === "image") {
    await bringImage(building, runnable.image);
    return runnable.image;
  }
  if (runnable.layout === "quarkus-fast-jar") {
    throw new StepFailure("build-error", "A Quarkus fast-jar is a folder. Build an uber-jar instead: quarkus.package.jar.type=uber-jar.");
  }
  const base = runnable.baseImage ?? building.baseImage;
  const baseId = await bringImage(building, base);
  const content = JSON.stringify([recipe, baseId, runnable.agent?.sha256 ?? null, runnable.jar.sha256]);
  const tag = `cml/${place.environment}-${place.app}:${createHash("sha256").update(content).digest("hex").slice(0, 32)}`;
  if ((await idOf(building.docker, tag)) !== undefined) return tag;
  building.step(`building ${tag}`);
  await build(building, workload, { base, tag, jar: runnable });
  return tag;
}

/** Pulls an image that is not there; its id. */
export async function bringImage({ docker, step }: Pick<Building, "docker" | "step">, image: string): Promise<string> {
  const present = await idOf(docker, image);
  if (present !== undefined) return present;
  step(`pulling ${image}`);
  try {
    await finished(docker, await docker.pull(image));
  } catch (error) {
    throw refusalOf(error, "base-missing", `The image ${image} is not on this host and could not be pulled`);
  }
  const pulled = await idOf(docker, image);
  if (pulled === undefined) throw new StepFailure("base-missing", `The image ${image} is not on this host although it was pulled.`);
  return pulled;
}

async function idOf(docker: Docker, image: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(image).inspect()).Id;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function build(
  { docker, owner }: Building,
  { place }: Workload,
  { base, tag, jar }: { base: string; tag: string; jar: Jar },
): Promise<void> {
  const context = pack();
  const labels = imageLabels(owner, place, jar.jar.sha256);
  try {
    const sent = docker.buildImage(Readable.from(context), { t: tag, rm: true, forcerm: true, labels });
    await Promise.all([fill(context, base, jar), sent.then(async (progress) => finished(docker, progress))]);
  } catch (error) {
    throw refusalOf(error, "build-error", "The image could not be built");
  }
  if ((await idOf(docker, tag)) === undefined) throw new Error(`The engine broke off while it built ${tag}.`);
}

async function fill(context: Pack, base: string, { jar, agent }: Jar): Promise<void> {
  const lines = [`FROM ${base}`, ...(agent === null ? [] : ["COPY agent.jar /cameleer/agent.jar"]), "COPY app.jar /app/app.jar"];
  context.entry({ name: "Dockerfile", mtime: new Date(0) }, `${lines.join("\n")}\n`);
  if (agent !== null) await add(context, "agent.jar", agent);
  await add(context, "app.jar", jar);
  context.finalize();
}

/** With a time that never changes, so that the engine's cache sees the same file as the same. */
async function add(context: Pack, name: string, { path }: LocalFile): Promise<void> {
  const { size } = await stat(path);
  await pipeline(createReadStream(path), context.entry({ name, size, mode: 0o644, mtime: new Date(0) }));
}

/** The engine tells failures in the middle of a stream that began well. */
async function finished(docker: Docker, progress: NodeJS.ReadableStream): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error, lines) => {
      const failed = (lines as { error?: string }[] | null)?.find((line) => line.error !== undefined);
      const cause = error ?? (failed === undefined ? null : new EngineRefusal(failed.error));
      if (cause === null) resolve();
      else reject(cause);
    });
  });
}
