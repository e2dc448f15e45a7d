-- The end of an account (ACC-17): asked for, approved by another person after a cooling-off, then a tombstone.
ALTER TABLE accounts
    ALTER COLUMN email DROP NOT NULL,
    ALTER COLUMN email_key DROP NOT NULL,
    ADD COLUMN deletion_requested_by text,
    ADD COLUMN deletion_requested_at timestamptz,
    ADD COLUMN deletion_due_at timestamptz,
    ADD COLUMN deletion_approved_at timestamptz,
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN traces_erased_at timestamptz,
    ADD CONSTRAINT accounts_have_an_address CHECK ((email IS NULL) = (state = 'deleted') AND (email_key IS NULL) = (email IS NULL)),
    ADD CONSTRAINT accounts_deletion_has_an_end CHECK ((deletion_requested_at IS NULL) = (deletion_due_at IS NULL)),
    -- SEC-10 and the cooling-off, whatever a decision says.
    ADD CONSTRAINT accounts_deleted_were_approved CHECK (
        (state = 'deleted') = (deleted_at IS NOT NULL)
        AND (state <> 'deleted' OR (deletion_approved_at IS NOT NULL AND deletion_due_at <= deleted_at))),
    ADD CONSTRAINT accounts_deleted_are_tombstones CHECK (
        state <> 'deleted' OR num_nonnulls(full_name, job_title, photo, verification_hash, recovery_hash, second_factor_ref,
            partner_login, partner_ordered_by, deletion_requested_by) = 0),
    DROP CONSTRAINT accounts_verified_were_confirmed,
    ADD CONSTRAINT accounts_verified_were_confirmed CHECK (state IN ('unverified', 'deleted') OR confirmed_at IS NOT NULL);

COMMENT ON COLUMN accounts.deleted_at IS 'since when this is a tombstone: id, states and instants, nothing personal';
COMMENT ON COLUMN accounts.traces_erased_at IS 'when what mails under way had left behind was taken out as well';
