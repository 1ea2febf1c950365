-- What ingest could not store as it came, with a reason for people. Equal findings of one request are one row with their number.
-- rejected: nothing of it was stored. adjusted: it was stored, changed as the reason says (clamped, cut, dropped attributes).
CREATE TABLE IF NOT EXISTS quarantine
(
    tenant_id     LowCardinality(String),
    environment   LowCardinality(String),
    app           LowCardinality(String),
    instance      LowCardinality(String),
    time          DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    quarantine_id UUID,
    source        Enum8('ndjson' = 0, 'otlp-traces' = 1, 'otlp-metrics' = 2, 'otlp-logs' = 3),
    kind          LowCardinality(String),            -- execution, payload, graph, window, log, event, span, metric, line, request
    outcome       Enum8('rejected' = 0, 'adjusted' = 1),
    reason        LowCardinality(String),
    excerpt       String CODEC(ZSTD(3)),             -- sanitized, at most 1 KiB
    position      UInt32,                            -- line or item number of the first finding, from 1
    rows          UInt32
)
ENGINE = MergeTree
PARTITION BY toDate(time)
ORDER BY (tenant_id, time, quarantine_id)
TTL toDateTime(time) + INTERVAL 14 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
