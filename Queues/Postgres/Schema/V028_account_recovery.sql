-- The way back into an account (ACC-12), and its reset by sales (ACC-13).
ALTER TABLE accounts
    ADD COLUMN recovery_hash text,
    ADD COLUMN recovery_expires timestamptz,
    ADD COLUMN recovery_used boolean NOT NULL DEFAULT false,
    ADD COLUMN recovery_attempts bigint NOT NULL DEFAULT 0,
    ADD COLUMN recovery_last_at timestamptz,
    ADD COLUMN recovery_recent jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN sessions_valid_from timestamptz,
    ADD CONSTRAINT accounts_recovery_once UNIQUE (recovery_hash),
    ADD CONSTRAINT accounts_recovery_expires CHECK ((recovery_hash IS NULL) = (recovery_expires IS NULL)),
    ADD CONSTRAINT accounts_recovery_attempts_were CHECK ((recovery_attempts > 0) = (recovery_last_at IS NOT NULL)),
    DROP CONSTRAINT accounts_state_known,
    ADD CONSTRAINT accounts_state_known
        CHECK (state IN ('unverified', 'verified', 'secured', 'active', 'locked', 'deleted'));

COMMENT ON COLUMN accounts.recovery_hash IS 'SHA-256 of the token in the newest mail that gives access; the token itself is in the mail alone';
COMMENT ON COLUMN accounts.recovery_used IS 'a link works once';
COMMENT ON COLUMN accounts.recovery_recent IS 'requests of the hour before the last one: the limit counts them';
COMMENT ON COLUMN accounts.sessions_valid_from IS 'the portal ends sessions that began earlier';
