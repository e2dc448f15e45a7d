-- Messages that cannot be worked on, with the reason and the bytes: to be searched, mended, tried again or dropped.
-- The same message from the same queue is one row, however often it comes.
CREATE TABLE dead_letters (
    id bigserial PRIMARY KEY,
    fingerprint uuid NOT NULL,
    kind text NOT NULL,
    field text,
    reason text NOT NULL,
    queue text NOT NULL,
    event_id text,
    source text,
    subject text,
    sequence bigint,
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
    attempts integer NOT NULL,
    times_seen bigint NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'open',
    state_by text,
    state_at timestamptz,
    CONSTRAINT dead_letters_once UNIQUE (fingerprint),
    CONSTRAINT dead_letters_state_known CHECK (state IN ('open', 'retried', 'dropped')),
    CONSTRAINT dead_letters_kind_known
        CHECK (kind IN ('malformed', 'unroutable', 'undatable', 'exhausted', 'poison', 'undelivered'))
);

CREATE INDEX dead_letters_open ON dead_letters (last_seen) WHERE state = 'open';
-- From a message to its letter: trace.
CREATE INDEX dead_letters_by_event ON dead_letters (md5(event_id)) WHERE event_id IS NOT NULL;

COMMENT ON COLUMN dead_letters.fingerprint IS 'hash of queue, routing key, source, event id and body';
