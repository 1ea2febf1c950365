import { expect, test } from "vitest";
import { findings, quarantineBlock } from "#server/ingest/findings";
import type { Block } from "#server/ingest/native/block";
import { lexicon } from "#server/ingest/native/lexicon";
import { windowBlock } from "#server/ingest/statistics";
import { containerLogBlock } from "#server/ingest/tables/container-logs";
import { eventBlock } from "#server/ingest/tables/events";
import { payloadBlock } from "#server/ingest/tables/execution-payloads";
import { stepBlock } from "#server/ingest/tables/execution-steps";
import { executionBlock } from "#server/ingest/tables/executions";
import { logBlock } from "#server/ingest/tables/logs";
import { metricBlock } from "#server/ingest/tables/metric-points";
import { routeNameBlock } from "#server/ingest/tables/route-names";
import { spanBlock } from "#server/ingest/tables/spans";
import { theTelemetryStore, useTelemetryStore } from "#test/engines";

useTelemetryStore();

const origin = { tenant: "t", environment: "", app: "", instance: "", source: "ndjson", nowMs: 0, digest: "" } as const;
const stream = { ...origin, kind: "container", runner: "", stream: "", deployment: "" } as const;
const blocks: readonly Block[] = [
  executionBlock(0),
  stepBlock(0),
  payloadBlock(0),
  windowBlock(0),
  spanBlock(0),
  logBlock(0),
  metricBlock(0),
  eventBlock(0),
  quarantineBlock(findings(), lexicon(), origin),
  routeNameBlock([], lexicon(), { tenant: "t", nowMs: 0 }),
  containerLogBlock([], lexicon(), stream),
];

test.each(blocks.map((block) => [block.table, block] as const))(
  "the block of %s has the columns of the table, with their types",
  async (table, block) => {
    const described = await theTelemetryStore()?.rows<{ name: string; type: string }>(
      `SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = '${table}' AND default_kind != 'ALIAS'`,
    );
    const stored = Object.fromEntries((described ?? []).map(({ name, type }) => [name, type]));
    expect(Object.fromEntries(Object.entries(block.columns).map(([name, { type }]) => [name, type]))).toEqual(stored);
  },
);
