-- What a mailbox is told about abuse: notices that wait for a digest, and answers given (NOT-5).
CREATE TABLE correspondences (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    role text NOT NULL,
    contact text NOT NULL,
    language text NOT NULL,
    pending jsonb NOT NULL,
    pending_count bigint NOT NULL,
    digest_due_at timestamptz,
    digests bigint NOT NULL,
    last_digest_at timestamptz,
    answers jsonb NOT NULL,
    CONSTRAINT correspondences_role_known CHECK (role IN ('holder', 'desk', 'reporter')),
    CONSTRAINT correspondences_pending_have_a_time CHECK ((pending_count > 0) = (digest_due_at IS NOT NULL))
) WITH (fillfactor = 70);

COMMENT ON COLUMN correspondences.pending IS 'the first notices that wait; pending_count says how many there are';
