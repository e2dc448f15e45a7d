-- Hashes of passwords: beside the entity, never in its history, so that they can be replaced and erased.
CREATE TABLE credentials (
    subject text NOT NULL,
    kind text NOT NULL,
    hash text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, kind)
);
