-- Every OTLP span, Camel's or not. The steps of an OTLP exchange are the Camel spans of its trace below its own span.
-- camel_op: 'received' a route began, 'sent' a message went to an endpoint, 'process' a processor ran, '' not a Camel span.
-- execution_id: set on the one span that is the exchange (its row in executions), zero elsewhere.
CREATE TABLE IF NOT EXISTS spans
(
    tenant_id      LowCardinality(String),
    environment    LowCardinality(String),
    app            LowCardinality(String),
    instance       LowCardinality(String),
    start_time     DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    duration_ns    UInt64 CODEC(T64, ZSTD(1)),
    trace_id       FixedString(16),
    span_id        FixedString(8),
    parent_span_id FixedString(8),
    name           LowCardinality(String),
    kind           Enum8('unspecified' = 0, 'internal' = 1, 'server' = 2, 'client' = 3, 'producer' = 4, 'consumer' = 5),
    scope          LowCardinality(String),
    status         Enum8('unset' = 0, 'ok' = 1, 'error' = 2),
    status_message String CODEC(ZSTD(1)),
    camel_op       LowCardinality(String),
    camel_uri      LowCardinality(String),           -- sanitized
    component      LowCardinality(String),
    route          LowCardinality(String),           -- route begun by this span ('received'), else camel.route.id if the span has one
    node           LowCardinality(String),           -- processor id ('process')
    exchange_id    String CODEC(ZSTD(1)),
    execution_id   UUID,
    attributes     Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    resource       Map(LowCardinality(String), LowCardinality(String)),
    event_time     Array(DateTime64(9, 'UTC')),
    event_name     Array(LowCardinality(String)),
    event_attributes Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
    link_trace_id  Array(FixedString(16)),
    link_span_id   Array(FixedString(8)),
    INDEX ix_trace    trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX ix_exchange exchange_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplacingMergeTree
PARTITION BY toDate(start_time)
ORDER BY (tenant_id, toStartOfHour(start_time), environment, app, name, start_time, trace_id, span_id)
TTL toDateTime(start_time) + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
