-- Who performs an effect now. The epoch fences a worker that was too slow: it comes from one sequence, so it never returns.
CREATE SEQUENCE lease_epochs CACHE 1;

CREATE TABLE leases (
    key uuid NOT NULL,
    scope bigint NOT NULL,
    queue text NOT NULL,
    epoch bigint NOT NULL,
    attempt integer NOT NULL,
    owner text NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (key, scope)
) WITH (fillfactor = 80);

COMMENT ON COLUMN leases.attempt IS 'how often it was taken without being settled, this time included';
