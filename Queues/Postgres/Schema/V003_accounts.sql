-- People's accounts, as the fold of their history (ACC-2).
CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    locale text NOT NULL,
    verification_hash text,
    verification_expires timestamptz,
    signed_up_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    password_set_at timestamptz,
    full_name text,
    job_title text,
    photo text,
    CONSTRAINT accounts_state_known CHECK (state IN ('unverified', 'verified', 'secured', 'active')),
    CONSTRAINT accounts_email_once UNIQUE (email_key),
    CONSTRAINT accounts_verification_once UNIQUE (verification_hash),
    CONSTRAINT accounts_verified_were_confirmed CHECK (state = 'unverified' OR confirmed_at IS NOT NULL)
) WITH (fillfactor = 80);

COMMENT ON COLUMN accounts.email_key IS 'the address in lower case: one account per mailbox';
COMMENT ON COLUMN accounts.verification_hash IS 'SHA-256 of the token in the last link; the token itself is in the mail alone';
