import type { IdKind, Id } from "#schema/ids";
import type { Blobs } from "#server/platform/blobs";
import type { ClickHouse } from "#server/platform/clickhouse";
import type { Clock } from "#server/platform/clock";
import type { Database } from "#server/platform/database";
import type { Hubs } from "#server/platform/hubs";
import type { Issuers } from "#server/platform/issuers";
import type { Keys } from "#server/platform/keys";
import type { WriteLine } from "#server/platform/log";
import type { Outbound } from "#server/platform/outbound";
import type { RunnerHubs } from "#server/platform/runner-hubs";
import type { Config } from "#server/env";

/** Everything a verb may use. No optional member, no default. */
export interface Deps {
  readonly tenant: string;
  readonly config: Config;
  readonly db: Database;
  readonly clickhouse: ClickHouse;
  readonly hubs: Hubs;
  readonly runnerHubs: RunnerHubs;
  readonly blobs: Blobs;
  readonly keys: Keys;
  readonly outbound: Outbound;
  readonly issuers: Issuers;
  readonly clock: Clock;
  readonly newId: <Kind extends IdKind>(kind: Kind) => Id<Kind>;
  readonly writeLine: WriteLine;
  /** Work that nobody waits for. What it throws is written to the log. */
  readonly later: (work: () => Promise<unknown>) => void;
}
