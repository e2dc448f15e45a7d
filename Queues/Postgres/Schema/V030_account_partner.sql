-- Partners: a login prenom.nom.entreprise, read-only, over all that their company is responsible for (ACC-15, ACC-16).
ALTER TABLE accounts
    ADD COLUMN partner_login text,
    ADD COLUMN partner_company uuid,
    ADD COLUMN partner_first_name text,
    ADD COLUMN partner_last_name text,
    ADD COLUMN partner_phone text,
    ADD COLUMN partner_option text,
    ADD COLUMN partner_ordered_by text,
    ADD CONSTRAINT accounts_partner_login_once UNIQUE (partner_login),
    ADD CONSTRAINT accounts_partner_option_known CHECK (partner_option IN ('none', 'pending', 'granted', 'declined')),
    ADD CONSTRAINT accounts_partner_whole CHECK (
        num_nulls(partner_login, partner_first_name, partner_last_name, partner_phone, partner_option) IN (0, 5)),
    ADD CONSTRAINT accounts_partner_of_a_company CHECK (partner_login IS NULL OR partner_company IS NOT NULL),
    ADD CONSTRAINT accounts_partner_option_was_ordered CHECK (partner_option IN ('none') OR partner_ordered_by IS NOT NULL);

-- Logins that begin alike, for the next homonym.
CREATE INDEX accounts_partner_login_stem ON accounts (partner_login text_pattern_ops) WHERE partner_login IS NOT NULL;
-- The people of one partner, for what they may read.
CREATE INDEX accounts_of_partner ON accounts (partner_company) WHERE partner_company IS NOT NULL;

COMMENT ON COLUMN accounts.partner_company IS 'kept on a tombstone: what it registered stays the partner''s';
COMMENT ON COLUMN accounts.partner_option IS 'the right to create organisations: pending until a second person answers (SEC-10)';
COMMENT ON COLUMN accounts.partner_ordered_by IS 'who asked for the option last';
