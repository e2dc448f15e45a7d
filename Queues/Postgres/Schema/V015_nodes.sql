-- The nodes of the fleet and when each was last heard of.
CREATE TABLE nodes (
    node text PRIMARY KEY,
    seen_at timestamptz NOT NULL,
    started_at timestamptz NOT NULL,
    workers jsonb NOT NULL,
    queues jsonb NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

COMMENT ON COLUMN nodes.workers IS 'workers running, by queue';
COMMENT ON COLUMN nodes.queues IS 'queues the node is willing to run; empty means all';
