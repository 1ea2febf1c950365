-- What containers wrote, and runners about their rollouts, as it was uploaded. A line is one of its stream by its offset.
CREATE TABLE IF NOT EXISTS container_logs
(
    tenant_id     LowCardinality(String),
    environment   LowCardinality(String),
    app           LowCardinality(String),
    instance      LowCardinality(String),
    kind          Enum8('container' = 0, 'rollout' = 1, 'evidence' = 2),
    runner        LowCardinality(String),
    stream        LowCardinality(String),
    line_offset   UInt64 CODEC(Delta(8), ZSTD(1)),
    time          DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    source        Enum8('stdout' = 0, 'stderr' = 1, 'runner' = 2),
    deployment    LowCardinality(String),
    text          String CODEC(ZSTD(1)),
    dropped_bytes UInt64 CODEC(ZSTD(1)),
    INDEX ix_text lower(text) TYPE text(tokenizer = 'splitByNonAlpha')
)
ENGINE = MergeTree
PARTITION BY toDate(time)
ORDER BY (tenant_id, environment, app, time, stream, line_offset)
TTL toDateTime(time) + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
