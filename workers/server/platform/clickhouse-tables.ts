/** Every table that holds rows of tenants. */
export const tables = [
  "executions",
  "execution_steps",
  "execution_payloads",
  "stat_windows",
  "stat_1m",
  "stat_1h",
  "spans",
  "logs",
  "metric_points",
  "events",
  "quarantine",
  "facets_15m",
  "route_names",
  "container_logs",
] as const;

export type Table = (typeof tables)[number];
