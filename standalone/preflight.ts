import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

/** A killed predecessor's last child may hold the port for a moment. */
const portPatienceMs = 2_000;

async function listens(port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port);
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return undefined;
  } catch (cause) {
    return cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  }
}

/** Throws one sentence when nobody may listen on the port. */
export async function checkPort(port: number): Promise<void> {
  const until = performance.now() + portPatienceMs;
  let reason = await listens(port);
  while (reason === "EADDRINUSE" && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    reason = await listens(port);
  }
  if (reason === "EADDRINUSE") throw new Error(`PORT: ${port} is in use by another program.`);
  if (reason === "EACCES") throw new Error(`PORT: ${port} is reserved; this user may not listen on it.`);
  if (reason !== undefined) throw new Error(`PORT: nobody can listen on ${port} (${reason}).`);
}

/** workerd ends the whole process when it runs out of descriptors. */
const fewestDescriptors = 1_024;
const comfortableDescriptors = 8_192;

/** Open files this process and its children may have; Infinity where the system does not say. */
function descriptorLimit(): number {
  try {
    const found = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return found === undefined ? Number.POSITIVE_INFINITY : Number(found);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Throws when the limit is too low to run at all; else a sentence to print when it is low, or undefined. */
export function checkDescriptors(limit = descriptorLimit()): string | undefined {
  if (limit < fewestDescriptors)
    throw new Error(`The limit of open files is ${limit}, expected at least ${fewestDescriptors} (ulimit -n).`);
  if (limit >= comfortableDescriptors) return undefined;
  return `The limit of open files is ${limit}: enough for about ${Math.floor((limit - 512) / 2)} connected agents. Raise it with ulimit -n.`;
}
