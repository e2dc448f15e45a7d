-- The guard of the blast radius (ABU-7): one row, whose lock makes its limits exact.
CREATE TABLE guards (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    recent jsonb NOT NULL,
    customers jsonb NOT NULL,
    proposals jsonb NOT NULL,
    granted bigint NOT NULL,
    withheld bigint NOT NULL,
    CONSTRAINT guards_only_one CHECK (id = '67756172-6420-8000-8000-000000000001')
) WITH (fillfactor = 50);

COMMENT ON COLUMN guards.recent IS 'blocks granted in the last minute: pairs of microseconds since 1970 and a count';
COMMENT ON COLUMN guards.customers IS 'the same of the last hour, by a hash of the customer';
COMMENT ON COLUMN guards.proposals IS 'orders that wait for a second person (SEC-10), by block';
