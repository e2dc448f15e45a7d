-- Cases of abuse: one open case for a class, an address and its holder (ABU-7).
CREATE TABLE abuse_cases (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL,
    class text NOT NULL,
    case_group text NOT NULL,
    target inet,
    case_key text NOT NULL,
    open_key text,
    opened_as text NOT NULL,
    holder text,
    lease_id text,
    lease_prefix inet,
    lease_opened_to timestamptz,
    lease_to timestamptz,
    contact text,
    language text,
    reports bigint NOT NULL,
    incidents bigint NOT NULL,
    reporters jsonb NOT NULL,
    samples jsonb NOT NULL,
    score bigint,
    lines jsonb,
    verdict text,
    against jsonb,
    policy text,
    block_id uuid,
    block_state text,
    block_scope text,
    block_until timestamptz,
    block_since timestamptz,
    rung bigint NOT NULL,
    attempts bigint NOT NULL,
    unblock_hash text,
    unblock_expires timestamptz,
    reopened bigint NOT NULL,
    settled_up_to timestamptz,
    next_due_at timestamptz,
    next_due_what text,
    opened_at timestamptz NOT NULL,
    last_report_at timestamptz,
    appealed_at timestamptz,
    closed_at timestamptz,
    outcome text,
    CONSTRAINT abuse_cases_open_once UNIQUE (open_key),
    CONSTRAINT abuse_cases_unblock_once UNIQUE (unblock_hash),
    CONSTRAINT abuse_cases_state_known CHECK (state IN ('new', 'attributed', 'unattributable', 'ambiguous', 'notified',
        'blocked', 'remediation_claimed', 'probation', 'closed')),
    CONSTRAINT abuse_cases_key_while_open CHECK ((open_key IS NULL) = (state = 'closed')),
    CONSTRAINT abuse_cases_closed_have_an_outcome CHECK ((state = 'closed') = (outcome IS NOT NULL AND closed_at IS NOT NULL)),
    CONSTRAINT abuse_cases_blocked_were_observed CHECK (state <> 'blocked' OR block_since IS NOT NULL),
    CONSTRAINT abuse_cases_of_children_are_never_blocked CHECK (class <> 'child_abuse' OR block_id IS NULL),
    CONSTRAINT abuse_cases_counts_not_negative CHECK (reports >= 0 AND rung >= 0 AND attempts >= 0 AND reopened >= 0)
) WITH (fillfactor = 70);

CREATE INDEX abuse_cases_target ON abuse_cases USING gist (target inet_ops);
CREATE INDEX abuse_cases_open_due ON abuse_cases (next_due_at) WHERE open_key IS NOT NULL;

COMMENT ON COLUMN abuse_cases.open_key IS 'class, target and holder while the case is open: one open case has it';
COMMENT ON COLUMN abuse_cases.unblock_hash IS 'SHA-256 of the token in the last mail about a block; the token itself is in the mail alone';
COMMENT ON COLUMN abuse_cases.settled_up_to IS 'incidents up to here were dealt with: only later ones count';
COMMENT ON COLUMN abuse_cases.lease_to IS 'when the lease of the holder ends; an address that is another''s now is never blocked for it';
