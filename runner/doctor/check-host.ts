import { stat, statfs } from "node:fs/promises";
import type { Config } from "../config.ts";
import { isMissing } from "../disk/durable-file.ts";
import { stateFolder } from "../disk/state-folder.ts";
import { readIdentity } from "../protocol/identity.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";

const oldestNode = 22;
const littleDiskBytes = 2 * 2 ** 30;

export async function checkHost(config: Config): Promise<Finding[]> {
  const folder = stateFolder(config.settings.stateDir);
  return [
    checkNode(process.versions.node),
    await checkRegistration(folder.identity),
    await checkKeys(folder.keys),
    await checkDisk(folder.root),
    policy(config),
  ];
}

export function checkNode(version: string): Finding {
  const isNewEnough = Number.parseInt(version, 10) >= oldestNode;
  return isNewEnough ? good("node", `Node ${version}`) : bad("node", `Node ${version} is too old.`, `Install Node ${oldestNode} or newer.`);
}

async function checkRegistration(file: string): Promise<Finding> {
  const identity = await readIdentity(file);
  if (identity !== undefined) return good("registration", `${identity.name} (${identity.runnerId}) with ${identity.url}`);
  return bad("registration", "This host is not registered.", "Add a runner in the server's UI and run the command it shows.");
}

async function checkKeys(file: string): Promise<Finding> {
  try {
    const mode = (await stat(file)).mode & 0o777;
    if (mode === 0o600) return good("keys", "readable by their owner only");
    return bad(
      "keys",
      `${file} has mode ${mode.toString(8)}: others may read the host's keys.`,
      `chmod 600 ${file} && cameleer-runner rotate`,
    );
  } catch (error) {
    if (isMissing(error)) return doubtful("keys", "There are none yet.", "They are made by `cameleer-runner register`.");
    return bad("keys", `${file} cannot be read.`, "Run as the user of the runner, or as root.");
  }
}

async function checkDisk(root: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(root);
    const free = bavail * bsize;
    const text = `${(free / 2 ** 30).toFixed(1)} GiB free at ${root}`;
    return free >= littleDiskBytes
      ? good("disk", text)
      : doubtful("disk", `Only ${text}.`, "Free some space; images and artifacts need it.");
  } catch {
    return doubtful("disk", `${root} does not exist yet.`, "It is made by `cameleer-runner register`.");
  }
}

function policy({ settings }: Config): Finding {
  const { maxMemory, maxCpus, maxReplicas, allowedImages, allowedHosts, pathPrefix } = settings.policy;
  const limits = `${Math.round(maxMemory / 2 ** 20)} MiB, ${maxCpus} CPUs, ${maxReplicas} instances per app`;
  const names = `images: ${allowedImages.join(", ") || "none but JARs on the runner's base"}; hosts: ${allowedHosts.join(", ") || `only paths below ${pathPrefix}`}`;
  return good("policy", `${limits}; ${names}`);
}
