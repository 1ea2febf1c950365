-- Message snapshots. start_time is the instant inside the execution id (milliseconds), so it can be found from the id alone.
-- step -1 is the exchange as it entered (phase in) or left (phase out). Maps after the first snapshot hold only what changed.
CREATE TABLE IF NOT EXISTS execution_payloads
(
    tenant_id     LowCardinality(String),
    environment   LowCardinality(String),
    app           LowCardinality(String),
    route         LowCardinality(String),
    execution_id  UUID,
    start_time    DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    step          Int32,
    phase         Enum8('in' = 0, 'before' = 1, 'after' = 2, 'out' = 3, 'error' = 4),
    node          LowCardinality(String),
    body_type     LowCardinality(String),
    body_bytes    UInt64,
    body_hash     String CODEC(ZSTD(1)),
    body_truncated UInt8,
    body_blob     String CODEC(ZSTD(1)),             -- sha256 of a body kept as a blob, else ''
    body          String CODEC(ZSTD(3)),
    headers       Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    properties    Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    variables     Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    removed       Array(LowCardinality(String)),
    redacted      Array(LowCardinality(String)),
    header_items  Array(String) ALIAS arrayMap(x -> concat(x.1, '=', x.2), CAST(headers, 'Array(Tuple(String, String))')),
    INDEX ix_execution execution_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX ix_body      lower(body) TYPE text(tokenizer = 'splitByNonAlpha'),
    INDEX ix_headers   header_items TYPE text(tokenizer = 'array')
)
ENGINE = ReplacingMergeTree
PARTITION BY toDate(start_time)
ORDER BY (tenant_id, toStartOfHour(start_time), environment, app, execution_id, step, phase)
TTL toDateTime(start_time) + INTERVAL 7 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
