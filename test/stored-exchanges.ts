import { theTelemetryStore } from "#test/engines";

/** What a test says of an exchange; the rest is made up from it. */
export interface StoredExchange {
  readonly startMs: number;
  readonly executionId?: string;
  readonly exchangeId?: string;
  readonly app?: string;
  readonly environment?: string;
  readonly instance?: string;
  readonly route?: string;
  readonly routesHit?: readonly string[];
  readonly nodesHit?: readonly string[];
  readonly fromUri?: string;
  readonly endpointsHit?: readonly string[];
  readonly status?: string;
  readonly durationUs?: number;
  readonly traceId?: string;
  readonly parent?: string;
  readonly error?: { readonly errorClass: string; readonly message: string; readonly node: string };
  readonly attributes?: Readonly<Record<string, string>>;
  readonly correlations?: readonly string[];
  readonly version?: number;
}

const noUuid = "00000000-0000-0000-0000-000000000000";

let serial = 0;

/** A version 7 UUID of that instant, another one with every call. */
export function executionIdAt(startMs: number): string {
  serial += 1;
  const hex = Math.floor(startMs).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${serial.toString(16).padStart(12, "0")}`;
}

/** Rows of `executions` of a tenant. Answers with their execution ids, in the order given. */
export async function storeExchanges(tenant: string, exchanges: readonly StoredExchange[]): Promise<readonly string[]> {
  const ids = exchanges.map(({ startMs, executionId }) => executionId ?? executionIdAt(startMs));
  const rows = exchanges.map((exchange, index) => rowOf(tenant, exchange, ids[index] ?? noUuid));
  await insertRows("executions", rows);
  return ids;
}

function rowOf(tenant: string, exchange: StoredExchange, executionId: string): Row {
  const { exchangeId = `ID-${executionId.slice(-4)}`, attributes = {}, correlations = [], error } = exchange;
  const route = exchange.route ?? "order-in";
  return {
    tenant_id: tenant,
    environment: exchange.environment ?? "prod",
    app: exchange.app ?? "orders",
    instance: exchange.instance ?? "orders-1",
    source: "agent",
    route,
    from_uri: exchange.fromUri ?? "jms:queue:orders",
    execution_id: executionId,
    version: exchange.version ?? 1,
    exchange_id: exchangeId,
    trace_id: { hex: exchange.traceId ?? "0".repeat(32) },
    parent_execution_id: exchange.parent ?? noUuid,
    start_time: { micros: Math.round(exchange.startMs * 1_000) },
    duration_us: exchange.durationUs ?? 1_000,
    status: exchange.status ?? (error === undefined ? "completed" : "failed"),
    error_class: error?.errorClass ?? "",
    error_message: error?.message ?? "",
    failed_node: error?.node ?? "",
    routes_hit: exchange.routesHit ?? [route],
    nodes_hit: exchange.nodesHit ?? [],
    endpoints_hit: exchange.endpointsHit ?? [],
    attributes,
    keys: [
      `x:${exchangeId}`,
      ...correlations.map((id) => `c:${id}`),
      ...Object.entries(attributes).map(([name, value]) => `a:${name}=${value}`),
    ],
  };
}

type Cell =
  | string
  | number
  | readonly string[]
  | readonly number[]
  | Readonly<Record<string, string>>
  | { readonly hex: string }
  | { readonly micros: number };
export type Row = Readonly<Record<string, Cell>>;

export async function insertRows(table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const values = rows.map((row) => `(${Object.values(row).map(cellText).join(", ")})`);
  await theTelemetryStore()?.run(`INSERT INTO ${table} (${Object.keys(first).join(", ")}) SELECT * FROM values(${values.join(", ")})`);
}

function cellText(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "string") return quoted(cell);
  if (Array.isArray(cell)) return `[${cell.map(cellText).join(", ")}]`;
  if ("hex" in cell) return `unhex(${quoted(cell.hex)})`;
  if ("micros" in cell) return `fromUnixTimestamp64Micro(${cell.micros}, 'UTC')`;
  return `map(${Object.entries(cell).flat().map(quoted).join(", ")})`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
