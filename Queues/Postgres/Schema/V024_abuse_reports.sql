-- Reports of abuse as they were read and judged (ABU-4). Their bytes are among the documents, for as long as the policy keeps them.
CREATE TABLE abuse_reports (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    format text NOT NULL,
    kind text NOT NULL,
    category text NOT NULL,
    feedback_type text,
    source inet,
    source_port integer,
    incident_at timestamptz,
    incidents bigint NOT NULL,
    received_at timestamptz NOT NULL,
    channel text NOT NULL,
    reporter_id uuid NOT NULL,
    reporter text NOT NULL,
    proof text NOT NULL,
    contact text,
    attribution text,
    lease_id text,
    disposition text NOT NULL,
    case_key text,
    policy text NOT NULL,
    score bigint NOT NULL,
    lines jsonb NOT NULL,
    digest text NOT NULL,
    document_id uuid,
    problems jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT abuse_reports_disposition_known CHECK (
        disposition IN ('filed', 'desk', 'not_ours', 'too_old', 'automatic', 'test', 'no_complaint')),
    CONSTRAINT abuse_reports_port_fits CHECK (source_port BETWEEN 0 AND 65535),
    CONSTRAINT abuse_reports_filed_have_a_case CHECK ((disposition IN ('filed', 'desk')) = (case_key IS NOT NULL)),
    CONSTRAINT abuse_reports_of_children_keep_nothing CHECK (category <> 'child_abuse' OR document_id IS NULL)
) WITH (fillfactor = 100);

CREATE INDEX abuse_reports_source ON abuse_reports USING gist (source inet_ops);
CREATE INDEX abuse_reports_case ON abuse_reports (case_key) WHERE case_key IS NOT NULL;

COMMENT ON COLUMN abuse_reports.reporter IS 'who reported, as far as it was proved; unproved:… where nothing was';
COMMENT ON COLUMN abuse_reports.incident_at IS 'when it happened: the address is attributed at this instant, never at receipt';
COMMENT ON COLUMN abuse_reports.lines IS 'the score, line by line: rule, points, why';
COMMENT ON COLUMN abuse_reports.digest IS 'SHA-256 of the bytes; all that is kept of a report of child abuse';
