-- What the peers write, as the work asks: no more.
CREATE TABLE inbox (message_id uuid PRIMARY KEY, consumer text NOT NULL, received_at timestamptz NOT NULL);
CREATE TABLE organisations (
    id text PRIMARY KEY, state text NOT NULL, version bigint NOT NULL, updated_at timestamptz NOT NULL, data jsonb NOT NULL);
CREATE TABLE outbox (id bigserial PRIMARY KEY, exchange text NOT NULL, routing_key text NOT NULL, payload text NOT NULL);
