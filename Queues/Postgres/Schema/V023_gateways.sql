-- The gateways that enforce blocks, each kept by itself. One that is down is still known, until it is forgotten.
CREATE TABLE gateways (
    name text PRIMARY KEY,
    node text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    desired bigint NOT NULL,
    observed bigint NOT NULL,
    drift bigint NOT NULL,
    repairs bigint NOT NULL,
    problem text,
    CONSTRAINT gateways_name_plain CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,31}$')
);

COMMENT ON COLUMN gateways.seen_at IS 'when it last compared what it has with what is desired';
COMMENT ON COLUMN gateways.drift IS 'differences found by its last look, all of them mended unless there is a problem';
COMMENT ON COLUMN gateways.repairs IS 'differences mended since it was first seen';
