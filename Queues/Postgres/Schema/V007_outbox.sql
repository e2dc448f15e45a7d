-- Messages that were committed and wait to be published. A row lives for milliseconds; one leased to nobody is swept.
CREATE TABLE outbox (
    id bigserial PRIMARY KEY,
    exchange text NOT NULL,
    routing_key text NOT NULL,
    content_type text,
    message_id text,
    message_type text,
    correlation_id text,
    reply_to text,
    user_id text,
    headers jsonb,
    body bytea NOT NULL,
    sealed boolean NOT NULL,
    cause text,
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    made_at timestamptz NOT NULL DEFAULT now()
) WITH (
    fillfactor = 90, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000
);

COMMENT ON COLUMN outbox.sealed IS 'the body carries a secret and is encrypted while it waits here';
COMMENT ON COLUMN outbox.cause IS 'id of the event that caused it';
