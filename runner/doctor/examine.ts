import type { Config } from "../config.ts";
import { checkClock, checkServer } from "./check-server.ts";
import { checkDocker } from "./check-docker.ts";
import { checkLink } from "./check-link.ts";
import { checkHost } from "./check-host.ts";
import type { Finding } from "./finding.ts";

/** Looks at everything that can keep a runner from working, and says what to do about each. */
export async function examine(config: Config): Promise<Finding[]> {
  const server = await checkServer(config);
  return [
    ...(await checkHost(config)),
    ...server.findings,
    ...checkClock(server.skewMs),
    ...(await checkLink(config)),
    ...(await checkDocker(config)),
  ];
}
