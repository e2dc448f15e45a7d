-- Bytes worth keeping as they came, written once: raw reports of abuse, certificates.
CREATE TABLE documents (
    id uuid PRIMARY KEY,
    subject text NOT NULL,
    media_type text NOT NULL,
    bytes bytea NOT NULL,
    sha256 bytea NOT NULL GENERATED ALWAYS AS (sha256(bytes)) STORED,
    received_at timestamptz NOT NULL DEFAULT now(),
    purge_at timestamptz
);

CREATE INDEX documents_of_subject ON documents (subject);
CREATE INDEX documents_to_purge ON documents (purge_at) WHERE purge_at IS NOT NULL;

COMMENT ON TABLE documents IS 'the custody of evidence: no row is ever changed';
