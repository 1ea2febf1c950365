-- The steps of one exchange as parallel arrays, index = step number. Only agents fill it: steps of OTLP exchanges are rows of spans.
-- An empty array of the second group means "the default, for every step" (named in its comment).
-- Maps are sparse: they name only the steps that have a value.
CREATE TABLE IF NOT EXISTS execution_steps
(
    tenant_id         LowCardinality(String),
    environment       LowCardinality(String),
    app               LowCardinality(String),
    route             LowCardinality(String),
    execution_id      UUID,
    version           UInt32,
    start_time        DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    graph_hash        LowCardinality(String),
    thread            LowCardinality(String),

    node              Array(LowCardinality(String)),
    offset_us         Array(UInt32) CODEC(ZSTD(1)),  -- since the start of the exchange
    duration_us       Array(UInt32) CODEC(ZSTD(1)),

    parent            Array(Int32) CODEC(ZSTD(1)),   -- default -1: directly under the route
    status            Array(UInt8) CODEC(ZSTD(1)),   -- default 1, numbers of executions.status
    iteration         Array(Int32) CODEC(ZSTD(1)),   -- default -1: not in a loop, split or multicast
    attempt           Array(UInt16) CODEC(ZSTD(1)),  -- default 0, 1 = first redelivery
    exchange          Array(UInt16) CODEC(ZSTD(1)),  -- default 0: the root exchange, n = exchange_ids[n] (1-based)
    changed           Array(UInt8) CODEC(ZSTD(1)),   -- default 0, bits 1 body, 2 headers, 4 properties, 8 variables

    exchange_ids      Array(String) CODEC(ZSTD(1)),
    branch            Map(UInt32, LowCardinality(String)),
    endpoint          Map(UInt32, LowCardinality(String)),
    entered_route     Map(UInt32, LowCardinality(String)),

    error_step        Array(Int32),                  -- -1: not at a step
    error_class       Array(LowCardinality(String)),
    error_message     Array(String) CODEC(ZSTD(1)),
    error_fingerprint Array(UInt64),
    error_stack       Array(String) CODEC(ZSTD(3)),
    error_handled     Array(UInt8),
    error_dead_letter Array(LowCardinality(String)),

    -- what was summed up because the exchange had more steps than the limit
    dropped_node      Array(LowCardinality(String)),
    dropped_count     Array(UInt32),
    dropped_sum_us    Array(UInt64),
    dropped_max_us    Array(UInt64),
    INDEX ix_execution execution_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toDate(start_time)
ORDER BY (tenant_id, toStartOfHour(start_time), environment, app, route, start_time, execution_id)
TTL toDateTime(start_time) + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
