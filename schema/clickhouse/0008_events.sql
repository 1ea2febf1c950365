-- What happened to apps: contexts and routes starting, stopping, reloading, health, configuration applied.
CREATE TABLE IF NOT EXISTS events
(
    tenant_id   LowCardinality(String),
    environment LowCardinality(String),
    app         LowCardinality(String),
    instance    LowCardinality(String),
    time        DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    event_id    UUID,
    type        LowCardinality(String),
    route       LowCardinality(String),
    detail      Map(LowCardinality(String), String) CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(time)
ORDER BY (tenant_id, environment, app, time, event_id)
TTL toDateTime(time) + INTERVAL 400 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
