-- The ledger: every fact that was recorded, append-only. All other tables of entities are views of it.
CREATE TABLE history (
    subject text NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    data json NOT NULL,
    at timestamptz NOT NULL,
    source text NOT NULL,
    cause text NOT NULL,
    claim_key uuid NOT NULL,
    claim_scope bigint NOT NULL,
    actor text,
    tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (subject, version),
    CONSTRAINT history_version_counts_from_one CHECK (version >= 1)
);

COMMENT ON COLUMN history.data IS 'json, not jsonb: written for every event, as the worker wrote it, and seldom read';

-- From a message to what it changed: trace and audit.
CREATE INDEX history_by_claim ON history (claim_key);
