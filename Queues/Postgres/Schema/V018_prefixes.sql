-- Our allocations: what is in none of them is not ours (ABU-5).
CREATE TABLE prefixes (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    prefix inet NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    protected boolean NOT NULL,
    note text,
    CONSTRAINT prefixes_have_no_host_bits CHECK (prefix = network(prefix)),
    CONSTRAINT prefixes_are_no_continents CHECK (masklen(prefix) >= CASE family(prefix) WHEN 4 THEN 8 ELSE 16 END),
    CONSTRAINT prefixes_end_after_they_begin CHECK (valid_to > valid_from),
    -- One may lie in another; the same one is announced once at a time.
    CONSTRAINT prefixes_once EXCLUDE USING gist (prefix inet_ops WITH =, tstzrange(valid_from, valid_to) WITH &&)
) WITH (fillfactor = 80);

COMMENT ON COLUMN prefixes.valid_to IS 'null while it is ours';
COMMENT ON COLUMN prefixes.protected IS 'no address of it is ever blocked without two people (SEC-10)';
