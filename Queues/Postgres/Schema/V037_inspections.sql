-- What a machine saw in a document (VER-7). The last look; all looks are in the history.
CREATE TABLE inspections (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    company_id uuid NOT NULL,
    legal_name text NOT NULL,
    country text NOT NULL,
    registration_number text NOT NULL,
    received_at timestamptz NOT NULL,
    verdict text NOT NULL,
    media_type text,
    alarms jsonb NOT NULL,
    evidence jsonb NOT NULL,
    names_number boolean,
    names_company boolean,
    issued_on text,
    size bigint,
    sha256 text,
    looks bigint NOT NULL,
    inspected_at timestamptz NOT NULL,
    CONSTRAINT inspections_verdict_known CHECK (
        verdict IN ('valid', 'untrusted', 'altered', 'expired', 'broken', 'unsigned')),
    CONSTRAINT inspections_were_made CHECK (looks > 0)
);

CREATE INDEX inspections_of_company ON inspections (company_id, inspected_at DESC);

COMMENT ON COLUMN inspections.id IS 'the id of the document';
COMMENT ON COLUMN inspections.sha256 IS 'of the bytes that were looked at, in hexadecimal: the same as that at receipt';
COMMENT ON COLUMN inspections.names_number IS 'null where the file has no text that can be searched';
