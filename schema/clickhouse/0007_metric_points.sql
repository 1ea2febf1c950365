-- One row per data point. series identifies (metric, app, instance, attributes): equal for equal series, whatever the attributes' order.
-- histogram: counts[i] lies in (bounds[i-1], bounds[i]], exponential histograms are stored with their bucket bounds written out, summary:
-- bounds are the quantiles, values their values.
CREATE TABLE IF NOT EXISTS metric_points
(
    tenant_id   LowCardinality(String),
    environment LowCardinality(String),
    app         LowCardinality(String),
    instance    LowCardinality(String),
    metric      LowCardinality(String),
    unit        LowCardinality(String),
    kind        Enum8('gauge' = 0, 'sum' = 1, 'histogram' = 2, 'exponential' = 3, 'summary' = 4),
    delta       UInt8,
    monotonic   UInt8,
    series      UInt64,
    attributes  Map(LowCardinality(String), LowCardinality(String)),
    start_time  DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    time        DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    value       Float64 CODEC(ZSTD(1)),
    count       UInt64 CODEC(T64, ZSTD(1)),
    sum         Float64 CODEC(ZSTD(1)),
    min         Float64 CODEC(ZSTD(1)),
    max         Float64 CODEC(ZSTD(1)),
    bounds      Array(Float64) CODEC(ZSTD(1)),
    counts      Array(UInt64) CODEC(ZSTD(1)),
    values      Array(Float64) CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toDate(time)
ORDER BY (tenant_id, metric, toStartOfHour(time), environment, app, series, time)
TTL toDateTime(time) + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
