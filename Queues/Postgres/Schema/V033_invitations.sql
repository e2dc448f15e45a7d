-- Invitations of companies: one for a company and an address, with the link of its newest mail (ACC-8).
CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL,
    company uuid NOT NULL,
    company_name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    locale text NOT NULL,
    role text NOT NULL,
    scope_kind text,
    scope_id text,
    token_hash text NOT NULL,
    expires_at timestamptz NOT NULL,
    issue bigint NOT NULL,
    invited_by uuid NOT NULL,
    invited_at timestamptz NOT NULL,
    reminded_at timestamptz,
    accepted_by uuid,
    settled_at timestamptz,
    CONSTRAINT invitations_once UNIQUE (company, email_key),
    CONSTRAINT invitations_token_once UNIQUE (token_hash),
    CONSTRAINT invitations_state_known CHECK (state IN ('open', 'accepted', 'revoked', 'expired')),
    CONSTRAINT invitations_open_are_not_settled CHECK ((state = 'open') = (settled_at IS NULL)),
    CONSTRAINT invitations_accepted_by_somebody CHECK ((state = 'accepted') = (accepted_by IS NOT NULL)),
    CONSTRAINT invitations_role_known CHECK (role IN ('administrator', 'user')),
    CONSTRAINT invitations_user_has_one_scope CHECK ((role = 'user') = (scope_id IS NOT NULL AND scope_kind IS NOT NULL))
) WITH (fillfactor = 80);

COMMENT ON COLUMN invitations.token_hash IS 'SHA-256 of the token in the newest mail; the token itself is in the mail alone';
COMMENT ON COLUMN invitations.issue IS 'links made so far; each new one kills the one before';
