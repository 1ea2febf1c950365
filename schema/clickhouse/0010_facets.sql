-- What autocomplete and the app, environment and route lists offer: the values of a few fields per quarter of an hour.
-- key: environment, app, route, status, node (failed), error (class), deployment, attribute (names of attributes).
CREATE TABLE IF NOT EXISTS facets_15m
(
    tenant_id   LowCardinality(String),
    environment LowCardinality(String),
    app         LowCardinality(String),
    key         LowCardinality(String),
    time        DateTime('UTC') CODEC(Delta, ZSTD(1)),
    value       String CODEC(ZSTD(1)),
    count       SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(time)
ORDER BY (tenant_id, key, toDate(time), environment, app, value, time)
TTL time + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE MATERIALIZED VIEW IF NOT EXISTS facets_15m_view TO facets_15m AS
SELECT tenant_id, environment, app, facet.1 AS key, time, facet.2 AS value, sum(grouped.n) AS count
FROM
(
    SELECT tenant_id, environment, app, route, status, failed_node, error_class, deployment, mapKeys(attributes) AS names,
           toStartOfFifteenMinutes(start_time) AS time, count() AS n
    FROM executions
    GROUP BY tenant_id, environment, app, route, status, failed_node, error_class, deployment, names, time
) AS grouped
ARRAY JOIN arrayConcat(
    [('environment', toString(environment)), ('app', toString(app)), ('route', toString(route)), ('status', toString(status)),
     ('node', toString(failed_node)), ('error', toString(error_class)), ('deployment', toString(deployment))],
    arrayMap(name -> ('attribute', toString(name)), names)) AS facet
WHERE facet.2 != ''
GROUP BY tenant_id, environment, app, key, time, value;
