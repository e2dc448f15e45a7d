-- Verifications of companies: documents, claim, clock and decisions of each (VER-7, VER-10, VER-14).
CREATE TABLE verifications (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    legal_name text NOT NULL,
    country text NOT NULL,
    registration_number text NOT NULL,
    company_type text NOT NULL,
    registrant uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    stage text NOT NULL,
    standing text NOT NULL,
    held_standing text,
    suspected boolean NOT NULL,
    documents jsonb NOT NULL,
    round bigint,
    clock jsonb,
    claimed_by text,
    claimed_until timestamptz,
    question jsonb,
    proposal jsonb,
    proposed_by text,
    outcome jsonb,
    category text,
    expires_at timestamptz,
    customer_due jsonb,
    expiry_due jsonb,
    contacts jsonb NOT NULL,
    CONSTRAINT verifications_stage_known CHECK (stage IN ('awaiting_document', 'submitted', 'needs_info', 'closed')),
    CONSTRAINT verifications_standing_known CHECK (standing IN ('pending', 'verified', 'expired', 'revoked', 'rejected', 'fraud',
        'withdrawn')),
    CONSTRAINT verifications_category_known CHECK (category IN ('enterprise', 'xaas', 'cloud', 'data-center',
        'internet-exchange', 'service-provider')),
    CONSTRAINT verifications_claim_whole CHECK ((claimed_by IS NULL) = (claimed_until IS NULL)),
    CONSTRAINT verifications_round_whole CHECK ((round IS NULL) = (clock IS NULL)),
    CONSTRAINT verifications_reviewed_have_a_document CHECK (stage NOT IN ('submitted', 'needs_info')
        OR (round IS NOT NULL AND jsonb_array_length(documents) > 0)),
    CONSTRAINT verifications_closed_have_an_outcome CHECK (stage <> 'closed' OR outcome IS NOT NULL),
    CONSTRAINT verifications_asked_have_a_question CHECK ((stage = 'needs_info') = (question IS NOT NULL)),
    CONSTRAINT verifications_verified_have_an_end CHECK (standing <> 'verified'
        OR (expires_at IS NOT NULL AND category IS NOT NULL)),
    CONSTRAINT verifications_two_people CHECK (outcome IS NULL OR outcome ->> 'second' IS NULL
        OR lower(outcome ->> 'second') <> lower(outcome ->> 'by')),
    CONSTRAINT verifications_grave_outcomes_by_two CHECK (outcome IS NULL OR outcome ->> 'result' NOT IN ('fraud', 'revoked')
        OR (outcome ->> 'by' IS NOT NULL AND outcome ->> 'second' IS NOT NULL)),
    CONSTRAINT verifications_held_while_suspected CHECK (held_standing IS NULL OR (suspected AND standing = 'pending'))
) WITH (fillfactor = 70);

CREATE INDEX verifications_open ON verifications (opened_at) WHERE stage <> 'closed' OR proposal IS NOT NULL;
CREATE INDEX verifications_number ON verifications (registration_number);

COMMENT ON TABLE verifications IS 'one per company, with its id; the bytes of the documents are in documents';
COMMENT ON COLUMN verifications.standing IS 'what the company was told last; the stage is how far the present request is';
COMMENT ON COLUMN verifications.held_standing IS 'what the company is again if the suspicion of fraud falls';
COMMENT ON COLUMN verifications.clock IS 'the ledger of the present round and the rungs that were told, each once';
COMMENT ON COLUMN verifications.proposal IS 'a decision that waits for its second person (SEC-10)';
