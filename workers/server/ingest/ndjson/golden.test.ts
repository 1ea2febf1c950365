import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeBlock } from "#server/ingest/native/block";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { timeWindow } from "#server/ingest/time";
import { startTelemetryStore, type TelemetryStore } from "#test/telemetry-store";

const folder = "schema/protocol/vectors/batches/";
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ndjson"))
  .map((file) => file.replace(".ndjson", ""));

interface Step {
  readonly node: string;
  readonly offsetMicros: number;
  readonly parent: number;
  readonly status: string;
  readonly iteration: number;
  readonly attempt: number;
  readonly exchangeId: string;
  readonly branch: string;
  readonly endpoint: string;
  readonly enteredRoute: string;
}

interface Exchange {
  readonly id: string;
  readonly exchangeId: string;
  readonly route: string;
  readonly fromUri: string;
  readonly durationMicros: number;
  readonly status: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly redeliveries: number;
  readonly links: readonly string[];
  readonly steps: readonly Step[];
}

let store: TelemetryStore;
beforeAll(async () => {
  store = await startTelemetryStore();
});
afterAll(() => store.stop());

const statuses = "['running', 'completed', 'failed', 'handled', 'filtered', 'stopped', 'abandoned']";

/** Reads the exchanges of an app back from the tables, defaults filled in as their comments say. */
async function stored(app: string): Promise<unknown[]> {
  return store.rows(`
    SELECT toString(e.execution_id) AS id, e.exchange_id AS exchangeId, e.route AS route, e.from_uri AS fromUri, e.duration_us AS durationMicros,
      toString(e.status) AS status, e.attributes AS attributes, e.redeliveries AS redeliveries, arrayMap(link -> toString(link), e.links) AS links,
      arrayMap(i -> CAST((
        s.node[i], s.offset_us[i], if(empty(s.parent), -1, s.parent[i]), ${statuses}[if(empty(s.status), 1, s.status[i]) + 1],
        if(empty(s.iteration), -1, s.iteration[i]), if(empty(s.attempt), 0, s.attempt[i]),
        if(empty(s.exchange) OR s.exchange[i] = 0, e.exchange_id, s.exchange_ids[s.exchange[i]]),
        s.branch[toUInt32(i - 1)], s.endpoint[toUInt32(i - 1)], s.entered_route[toUInt32(i - 1)]),
        'Tuple(node String, offsetMicros UInt32, parent Int32, status String, iteration Int32, attempt UInt16, exchangeId String, branch String, endpoint String, enteredRoute String)'),
        range(1, length(s.node) + 1)) AS steps
    FROM executions AS e JOIN execution_steps AS s ON e.execution_id = s.execution_id AND e.app = s.app WHERE e.app = '${app}' ORDER BY e.start_time, e.execution_id`);
}

test.each(names)("the golden batch of %s is found in the tables as it was meant", async (name) => {
  const body = readFileSync(`${folder}${name}.ndjson`, "utf8").replace(/"app":"[^"]*"/, `"app":"${name}"`);
  const batch = decodeBatch(new TextEncoder().encode(body), { tenant: "t", window: timeWindow(Date.parse("2026-11-20T09:10:00Z")) });
  for (const block of [batch.executions, batch.steps])
    await store.run(`INSERT INTO ${block.table} FORMAT Native`, encodeBlock(block, batch.words));
  const { exchanges } = JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) as { exchanges: readonly Exchange[] };
  const ended = exchanges.filter(({ status }) => status !== "running");
  expect(await stored(name)).toEqual(ended.map((exchange) => expect.objectContaining(meant(exchange))));
});

function meant({ id, exchangeId, route, fromUri, durationMicros, status, attributes, redeliveries, links, steps }: Exchange): object {
  const of = ({ node, offsetMicros, parent, status, iteration, attempt, exchangeId, branch, endpoint, enteredRoute }: Step): Step => ({
    node,
    offsetMicros,
    parent,
    status,
    iteration,
    attempt,
    exchangeId,
    branch,
    endpoint,
    enteredRoute,
  });
  return { id, exchangeId, route, fromUri, durationMicros, status, attributes, redeliveries, links, steps: steps.map(of) };
}
