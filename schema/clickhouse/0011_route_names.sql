-- Which route begins at which endpoint, learned from the lines that Camel logs at its start: camel-opentelemetry2 puts no route id on its
-- spans. uri has no parameters. Where two routes of one start share a uri (the verbs of a REST path), the uri tells nothing.
CREATE TABLE IF NOT EXISTS route_names
(
    tenant_id   LowCardinality(String),
    environment LowCardinality(String),
    app         LowCardinality(String),
    uri         String,
    route       String,
    time        DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(time)
ORDER BY (tenant_id, environment, app, uri, route)
TTL toDateTime(time) + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;
