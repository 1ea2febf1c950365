-- Statistics have one source, stat_windows: partial sums of ten seconds, each written once, that may be added up freely.
--   * An agent that says so in its batch header (win: 1) sends its own windows: exact, even when exchanges are sampled.
--   * For everyone else (OTLP, agents without windows) the ingest Worker sums up the batch it decodes: each run of a route, be it an
--     exchange of its own or a direct: hop, and each run of a processor, counts once, in the window in which it ended.
-- A retried batch is one batch: the request's insert_deduplication_token covers stat_windows and the views behind it.
-- Histograms: bucket = floor(8 * log2(max(duration_us, 1))), about 9 % wide, as a map bucket -> count that sumMap adds up.
-- A percentile is read as pow(2, (bucket + 0.5) / 8) microseconds.
CREATE TABLE IF NOT EXISTS stat_windows
(
    tenant_id    LowCardinality(String),
    environment  LowCardinality(String),
    app          LowCardinality(String),
    deployment   LowCardinality(String),
    instance     LowCardinality(String),
    scope        Enum8('context' = 0, 'route' = 1, 'node' = 2, 'endpoint' = 3),
    route        LowCardinality(String),
    node         LowCardinality(String),              -- node id, for scope endpoint its base URI
    time         DateTime('UTC') CODEC(Delta, ZSTD(1)),
    window_s     UInt16,
    total        UInt64 CODEC(T64, ZSTD(1)),
    failed       UInt64 CODEC(T64, ZSTD(1)),
    handled      UInt64 CODEC(T64, ZSTD(1)),
    redelivered  UInt64 CODEC(T64, ZSTD(1)),
    inflight_max UInt32,
    sum_us       UInt64 CODEC(T64, ZSTD(1)),
    min_us       UInt64 CODEC(T64, ZSTD(1)),
    max_us       UInt64 CODEC(T64, ZSTD(1)),
    histogram    Map(UInt16, UInt64)
)
ENGINE = MergeTree
PARTITION BY toDate(time)
ORDER BY (tenant_id, scope, toStartOfHour(time), environment, app, route, node, time)
TTL time + INTERVAL 8 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE IF NOT EXISTS stat_1m
(
    tenant_id    LowCardinality(String),
    environment  LowCardinality(String),
    app          LowCardinality(String),
    deployment   LowCardinality(String),
    scope        Enum8('context' = 0, 'route' = 1, 'node' = 2, 'endpoint' = 3),
    route        LowCardinality(String),
    node         LowCardinality(String),
    time         DateTime('UTC') CODEC(Delta, ZSTD(1)),
    total        SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    failed       SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    handled      SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    redelivered  SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    inflight_max SimpleAggregateFunction(max, UInt32),
    sum_us       SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    min_us       SimpleAggregateFunction(min, UInt64) CODEC(T64, ZSTD(1)),
    max_us       SimpleAggregateFunction(max, UInt64) CODEC(T64, ZSTD(1)),
    histogram    SimpleAggregateFunction(sumMap, Map(UInt16, UInt64))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(time)
ORDER BY (tenant_id, scope, toDate(time), environment, app, route, node, time, deployment)
TTL time + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE IF NOT EXISTS stat_1h
(
    tenant_id    LowCardinality(String),
    environment  LowCardinality(String),
    app          LowCardinality(String),
    deployment   LowCardinality(String),
    scope        Enum8('context' = 0, 'route' = 1, 'node' = 2, 'endpoint' = 3),
    route        LowCardinality(String),
    node         LowCardinality(String),
    time         DateTime('UTC') CODEC(Delta, ZSTD(1)),
    total        SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    failed       SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    handled      SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    redelivered  SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    inflight_max SimpleAggregateFunction(max, UInt32),
    sum_us       SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    min_us       SimpleAggregateFunction(min, UInt64) CODEC(T64, ZSTD(1)),
    max_us       SimpleAggregateFunction(max, UInt64) CODEC(T64, ZSTD(1)),
    histogram    SimpleAggregateFunction(sumMap, Map(UInt16, UInt64))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(time)
ORDER BY (tenant_id, scope, toStartOfMonth(time), environment, app, route, node, time, deployment)
TTL time + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE MATERIALIZED VIEW IF NOT EXISTS stat_1m_view TO stat_1m AS
SELECT tenant_id, environment, app, deployment, scope, route, node, toStartOfMinute(w.time) AS time,
       sum(w.total) AS total, sum(w.failed) AS failed, sum(w.handled) AS handled, sum(w.redelivered) AS redelivered,
       max(w.inflight_max) AS inflight_max, sum(w.sum_us) AS sum_us, min(w.min_us) AS min_us, max(w.max_us) AS max_us,
       sumMap(w.histogram) AS histogram
FROM stat_windows AS w
GROUP BY tenant_id, environment, app, deployment, scope, route, node, time;

CREATE MATERIALIZED VIEW IF NOT EXISTS stat_1h_view TO stat_1h AS
SELECT tenant_id, environment, app, deployment, scope, route, node, toStartOfHour(w.time) AS time,
       sum(w.total) AS total, sum(w.failed) AS failed, sum(w.handled) AS handled, sum(w.redelivered) AS redelivered,
       max(w.inflight_max) AS inflight_max, sum(w.sum_us) AS sum_us, min(w.min_us) AS min_us, max(w.max_us) AS max_us,
       sumMap(w.histogram) AS histogram
FROM stat_windows AS w
GROUP BY tenant_id, environment, app, deployment, scope, route, node, time;
