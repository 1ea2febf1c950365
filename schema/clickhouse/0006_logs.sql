CREATE TABLE IF NOT EXISTS logs
(
    tenant_id    LowCardinality(String),
    environment  LowCardinality(String),
    app          LowCardinality(String),
    instance     LowCardinality(String),
    source       Enum8('agent' = 0, 'otlp' = 1),
    time         DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    sequence     UInt64 CODEC(Delta(8), ZSTD(1)),
    level        Enum8('unspecified' = 0, 'trace' = 1, 'debug' = 5, 'info' = 9, 'warn' = 13, 'error' = 17, 'fatal' = 21),
    logger       LowCardinality(String),
    thread       LowCardinality(String),
    message      String CODEC(ZSTD(1)),
    exception    String CODEC(ZSTD(3)),
    exchange_id  String CODEC(ZSTD(1)),
    execution_id UUID,
    route        LowCardinality(String),
    node         LowCardinality(String),
    trace_id     FixedString(16),
    span_id      FixedString(8),
    attributes   Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    INDEX ix_message   lower(message) TYPE text(tokenizer = 'splitByNonAlpha'),
    INDEX ix_exception lower(exception) TYPE text(tokenizer = 'splitByNonAlpha'),
    INDEX ix_exchange  exchange_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX ix_execution execution_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX ix_trace     trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX ix_level     level TYPE set(8) GRANULARITY 4
)
ENGINE = MergeTree
PARTITION BY toDate(time)
ORDER BY (tenant_id, toStartOfFiveMinutes(time), environment, app, time, instance, sequence)
TTL toDateTime(time) + INTERVAL 14 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
