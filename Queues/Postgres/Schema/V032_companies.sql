-- Companies: each legal person once, with its members and its technical contacts (ACC-6, ACC-14, VER-16).
CREATE TABLE companies (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    legal_name text NOT NULL,
    country text NOT NULL,
    registration_number text NOT NULL,
    identity text NOT NULL,
    registration_key text,
    company_type text NOT NULL,
    declared_type text NOT NULL,
    category text,
    distribution_agreement text,
    registrant uuid NOT NULL,
    registered_as_own boolean NOT NULL,
    own_of uuid,
    registered_at timestamptz NOT NULL,
    standing text NOT NULL,
    standing_at timestamptz NOT NULL,
    standing_reason text,
    verified_until timestamptz,
    administrators bigint NOT NULL,
    active_members bigint NOT NULL,
    requests bigint NOT NULL,
    orphaned_at timestamptz,
    members jsonb NOT NULL,
    contacts jsonb NOT NULL,
    CONSTRAINT companies_registered_once UNIQUE (registration_key),
    CONSTRAINT companies_own_once UNIQUE (own_of),
    CONSTRAINT companies_standing_known CHECK (standing IN ('pending', 'verified', 'expired', 'revoked', 'rejected', 'fraud',
        'withdrawn')),
    CONSTRAINT companies_key_while_live CHECK ((registration_key IS NULL) = (standing IN ('rejected', 'withdrawn'))),
    CONSTRAINT companies_key_is_identity CHECK (registration_key = identity),
    CONSTRAINT companies_type_known CHECK (company_type IN ('enterprise', 'xaas', 'cloud', 'data-center', 'internet-exchange',
        'service-provider')),
    CONSTRAINT companies_own_is_the_registrants CHECK (own_of IS NULL OR (own_of = registrant AND registered_as_own)),
    CONSTRAINT companies_have_an_administrator CHECK ((administrators = 0) = (orphaned_at IS NOT NULL)),
    CONSTRAINT companies_counts_not_negative CHECK (administrators >= 0 AND active_members >= administrators AND requests >= 0)
) WITH (fillfactor = 70);

-- Found by their number at the desk.
CREATE INDEX companies_by_number ON companies (registration_number);
CREATE INDEX companies_by_identity ON companies (identity);
-- Found by their members: `members ? account`.
CREATE INDEX companies_by_member ON companies USING gin (members);
-- Those that a partner's people registered.
CREATE INDEX companies_by_registrant ON companies (registrant);
-- Those that wait for the sales administration.
CREATE INDEX companies_orphaned ON companies (orphaned_at) WHERE orphaned_at IS NOT NULL;

COMMENT ON COLUMN companies.identity IS 'what every way to write the numbers of one legal person has in common';
COMMENT ON COLUMN companies.registration_key IS 'the identity while the company is live: one live company has it (VER-16)';
COMMENT ON COLUMN companies.own_of IS 'who registered it as the one company of his own (ACC-10); null for partners, and once he left';
COMMENT ON COLUMN companies.members IS 'by account: state, way, since, role, scope';
COMMENT ON COLUMN companies.contacts IS 'by contract: email, locale, since';
COMMENT ON COLUMN companies.company_type IS 'what staff chose (category), else what the registrant declared';
