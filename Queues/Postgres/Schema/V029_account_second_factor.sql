-- Whether the second factor is set up, and under which name the portal keeps its secret (SEC-1). Never the secret.
ALTER TABLE accounts
    ADD COLUMN second_factor text NOT NULL DEFAULT 'none',
    ADD COLUMN second_factor_ref text,
    ADD CONSTRAINT accounts_second_factor_known CHECK (second_factor IN ('none', 'enrolled', 'revoked')),
    ADD CONSTRAINT accounts_second_factor_kept CHECK ((second_factor = 'enrolled') = (second_factor_ref IS NOT NULL));
