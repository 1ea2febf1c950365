import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { staleParts } from "#tools/build-parts";

/** Builds what is missing or out of date, in a process of its own: the build tools' memory is not the product's. */
export async function buildMissing(): Promise<void> {
  if (staleParts().length === 0) return;
  const child = spawn(process.execPath, [join(import.meta.dirname, "../tools/build.ts")], { stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("The build failed; what it said is above.");
}
