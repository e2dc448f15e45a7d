-- How many events were sent about an entity is written and read with every event on it, and nothing looks into it: as json it
-- is passed on as it is.
DO $$
DECLARE
    entity text;
BEGIN
    FOREACH entity IN ARRAY ARRAY[
        'accounts', 'notifications', 'prefixes', 'ip_leases', 'guards', 'blocks', 'abuse_reports', 'reporters', 'abuse_cases',
        'correspondences', 'companies', 'invitations', 'verifications', 'inspections'
    ] LOOP
        EXECUTE format(
            'ALTER TABLE %I ALTER COLUMN sent DROP DEFAULT, ALTER COLUMN sent TYPE json USING sent::json, '
            'ALTER COLUMN sent SET DEFAULT ''{}''', entity);
    END LOOP;
END $$;
