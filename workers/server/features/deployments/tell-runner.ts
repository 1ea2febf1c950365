import type { Begun } from "#server/features/deployments/begin-deployment";
import type { Deps } from "#server/platform/deps";

/** Once a change is stored: rings its runner's door bell, and tells those who watch the place. */
export async function tellRunner(deps: Deps, { deployment, runnerId, rev }: Begun): Promise<void> {
  const hub = deps.runnerHubs.of(runnerId);
  await Promise.all([hub.ring(rev), hub.changed(deployment)]);
}
