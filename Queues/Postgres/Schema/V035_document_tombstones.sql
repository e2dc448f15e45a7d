-- What is left of a document whose time was over (VER-13): that it was here, when, and which bytes it had.
CREATE TABLE document_tombstones (
    id uuid PRIMARY KEY,
    subject text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    received_at timestamptz NOT NULL,
    purge_at timestamptz NOT NULL,
    purged_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT document_tombstones_are_of_the_past CHECK (purged_at >= purge_at)
);

CREATE INDEX document_tombstones_of_subject ON document_tombstones (subject);
