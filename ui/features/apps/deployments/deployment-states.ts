import type { Answer } from "#schema/contract/endpoint";
import type { listDeployments } from "#schema/contract/deployments";
import type { Tone } from "#ui/design/badge.tsx";

export type DeploymentState = Answer<typeof listDeployments>["items"][number]["state"];

interface Look {
  readonly word: string;
  readonly tone: Tone;
}

/** In the order in which a good one goes through them; then how one can end. */
export const deploymentLooks: Readonly<Record<DeploymentState, Look>> = {
  waiting: { word: "Waiting for the runner", tone: "quiet" },
  pending: { word: "Checking", tone: "info" },
  fetching: { word: "Fetching", tone: "info" },
  building: { word: "Building", tone: "info" },
  creating: { word: "Creating", tone: "info" },
  starting: { word: "Starting", tone: "info" },
  probing: { word: "Waiting for health", tone: "info" },
  switching: { word: "Switching traffic", tone: "info" },
  draining: { word: "Draining the old one", tone: "info" },
  "stopping-old": { word: "Stopping the old one", tone: "info" },
  finalizing: { word: "Finishing", tone: "info" },
  reverting: { word: "Going back", tone: "warn" },
  succeeded: { word: "Succeeded", tone: "good" },
  blocked: { word: "Blocked", tone: "bad" },
  failed: { word: "Failed", tone: "bad" },
  "rolled-back": { word: "Rolled back", tone: "bad" },
  degraded: { word: "Degraded", tone: "bad" },
  superseded: { word: "Superseded", tone: "quiet" },
};

const endings: ReadonlySet<DeploymentState> = new Set(["succeeded", "blocked", "failed", "rolled-back", "degraded", "superseded"]);

export function isOver(state: DeploymentState): boolean {
  return endings.has(state);
}

/** The phases that a page shows as steps, in their order. */
export const steps = [
  "waiting",
  "pending",
  "fetching",
  "building",
  "creating",
  "starting",
  "probing",
  "switching",
  "draining",
  "stopping-old",
  "finalizing",
] as const satisfies readonly DeploymentState[];
