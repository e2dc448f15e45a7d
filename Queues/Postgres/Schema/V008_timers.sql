-- Events that become due. The key makes replacing and cancelling exact.
CREATE TABLE timers (
    key text PRIMARY KEY,
    due_at timestamptz NOT NULL,
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
    made_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX timers_by_due ON timers (due_at);
