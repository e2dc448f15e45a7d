-- Messages that wait: for their predecessor, or for a time (a retry, an opening hour). One row per message and queue.
CREATE TABLE parked (
    queue text NOT NULL,
    key uuid NOT NULL,
    scope bigint NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    type text NOT NULL,
    subject text,
    sequence bigint,
    due_at timestamptz,
    reason text NOT NULL,
    attempt integer NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
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
    PRIMARY KEY (queue, key, scope),
    CONSTRAINT parked_for_something CHECK (due_at IS NOT NULL OR (subject IS NOT NULL AND sequence IS NOT NULL))
);

-- What waits for a predecessor, by stream.
CREATE INDEX parked_by_stream ON parked (source, subject, sequence) WHERE due_at IS NULL;
-- The same, lately parked: the sweep looks here first.
CREATE INDEX parked_lately ON parked (parked_at) WHERE due_at IS NULL;
CREATE INDEX parked_by_due ON parked (due_at) WHERE due_at IS NOT NULL;

COMMENT ON COLUMN parked.due_at IS 'null where it waits for its predecessor alone';
COMMENT ON COLUMN parked.attempt IS 'failed tries so far';
