-- One row per exchange, written once, when it ends (running exchanges live in the agent hub).
-- The sort key serves "newest first" (ORDER BY toStartOfHour(start_time) DESC, start_time DESC reads in order), one app, one route, and
-- look-ups by id: an execution id is a UUIDv7, so UUIDv7ToDateTime(execution_id) names the hour.
-- ReplacingMergeTree is only a backstop against a sender that repeats an exchange in another batch: read with LIMIT 1 BY execution_id, never FINAL.
-- Absent values: zero UUID, zero bytes in trace_id/span_id, 0 and ''.
CREATE TABLE IF NOT EXISTS executions
(
    tenant_id           LowCardinality(String),
    environment         LowCardinality(String),
    app                 LowCardinality(String),
    instance            LowCardinality(String),
    deployment          LowCardinality(String),
    agent_id            LowCardinality(String),
    source              Enum8('agent' = 0, 'otlp' = 1, 'replay' = 2, 'test' = 3),
    route               LowCardinality(String),
    from_uri            LowCardinality(String),
    execution_id        UUID,
    version             UInt32,
    exchange_id         String CODEC(ZSTD(1)),
    trace_id            FixedString(16),
    span_id             FixedString(8),
    parent_span_id      FixedString(8),
    parent_execution_id UUID,
    parent_step         Int32,
    parent_app          LowCardinality(String),
    parent_route        LowCardinality(String),
    replay_of           UUID,
    links               Array(UUID),
    start_time          DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    duration_us         UInt64 CODEC(T64, ZSTD(1)),
    status              Enum8('running' = 0, 'completed' = 1, 'failed' = 2, 'handled' = 3, 'filtered' = 4, 'stopped' = 5, 'abandoned' = 6),
    error_class         LowCardinality(String),
    error_message       String CODEC(ZSTD(1)),
    error_fingerprint   UInt64,
    failed_node         LowCardinality(String),
    redeliveries        UInt16,
    step_count          UInt32,
    dropped_steps       UInt32,
    capture_level       UInt8,
    has_payload         UInt8,
    graph_hash          LowCardinality(String),
    -- routes, nodes and endpoints (base URIs) this exchange passed, each once, in order of first visit
    routes_hit          Array(LowCardinality(String)),
    nodes_hit           Array(LowCardinality(String)),
    endpoints_hit       Array(LowCardinality(String)),
    attributes          Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    -- what an exchange is looked up by: 'x:<exchange id>', 'c:<correlation id, breadcrumb or message id>', 'a:<attribute>=<value>'
    keys                Array(String) CODEC(ZSTD(1)),
    INDEX ix_execution execution_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX ix_trace     trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX ix_parent    parent_execution_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX ix_keys      keys TYPE text(tokenizer = 'array'),
    INDEX ix_nodes     nodes_hit TYPE text(tokenizer = 'array'),
    INDEX ix_routes    routes_hit TYPE text(tokenizer = 'array'),
    INDEX ix_endpoints endpoints_hit TYPE text(tokenizer = 'array'),
    INDEX ix_error     lower(error_message) TYPE text(tokenizer = 'splitByNonAlpha'),
    INDEX ix_status    status TYPE set(8) GRANULARITY 4,
    INDEX ix_duration  duration_us TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toDate(start_time)
ORDER BY (tenant_id, toStartOfHour(start_time), environment, app, route, start_time, execution_id)
TTL toDateTime(start_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
