import { waitUntil } from "cloudflare:workers";
import { v7 } from "uuid";
import { idFromUuid } from "#schema/ids";
import type { App } from "#server/app";
import { buildApp } from "#server/app";
import type { Env } from "#server/env";
import { parseConfig } from "#server/env";
import { keepHouse } from "#server/features/housekeeping/index";
import { bucketBlobs, folderBlobs } from "#server/platform/blobs";
import { openClickHouse } from "#server/platform/clickhouse";
import { systemClock } from "#server/platform/clock";
import { connectDatabase } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import { hubShards, runnerHubObjects } from "#server/platform/hub-shards";
import { knownIssuers } from "#server/platform/issuers";
import { keysOf } from "#server/platform/keys";
import { inBackground } from "#server/platform/later";
import { openOutbound } from "#server/platform/outbound";

export { AgentHub } from "#server/hubs/agent-hub";
export { RunnerHub } from "#server/hubs/runner-hub";

let app: App | undefined;

export default {
  async fetch(request, env) {
    app ??= buildApp(depsOf(env), env.ASSETS);
    return app.fetch(request);
  },
  /** Where isolates come and go too fast to keep house. */
  async scheduled(_, env) {
    await keepHouse(depsOf(env));
  },
} satisfies ExportedHandler<Env>;

function depsOf(env: Env): Deps {
  const config = parseConfig(env);
  const { tenant, secrets } = config;
  const clock = systemClock;
  const anywhere: typeof fetch = (input, init) => fetch(input, init);
  const { OUTWARD: outward } = env;
  const publicOnly: typeof fetch = outward === undefined ? anywhere : (input, init) => outward.fetch(input, init);
  const outbound = openOutbound(config, { anywhere, publicOnly });
  const writeLine = (line: string): void => console.log(line);
  return {
    tenant,
    config,
    clock,
    db: connectDatabase({ url: config.databaseUrl, gateway: config.databaseGateway }),
    clickhouse: openClickHouse(config.clickhouseUrl),
    hubs: hubShards(env.AGENT_HUB),
    runnerHubs: runnerHubObjects(env.RUNNER_HUB),
    blobs: isFolder(env.BLOBS) ? folderBlobs(env.BLOBS) : bucketBlobs(env.BLOBS),
    keys: keysOf({ secrets, tenant, clock }),
    outbound,
    issuers: knownIssuers(outbound, clock),
    newId: (kind) => idFromUuid(kind, v7({ msecs: clock.now() })),
    writeLine,
    later: inBackground(waitUntil, writeLine),
  };
}

function isFolder(blobs: Env["BLOBS"]): blobs is Fetcher {
  return "fetch" in blobs;
}
