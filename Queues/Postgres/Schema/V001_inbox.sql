-- Which messages were decided: a message whose row is here is never decided again, so its effect is had once.
-- One partition per day the message was made, so that a late duplicate meets its own row and the old is dropped at no cost.
CREATE TABLE inbox (
    day date NOT NULL,
    key uuid NOT NULL,
    scope bigint NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    type text NOT NULL,
    queue text NOT NULL,
    verdict text NOT NULL DEFAULT 'recorded',
    note jsonb,
    tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
    handled_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (key, scope, day),
    CONSTRAINT inbox_verdict_known CHECK (verdict IN ('recorded', 'ignored', 'refused'))
) PARTITION BY LIST (day);

COMMENT ON COLUMN inbox.day IS 'day the message was made; 1970-01-01 where it has no date';
COMMENT ON COLUMN inbox.key IS 'the id where that is a UUID, else a hash of it';
COMMENT ON COLUMN inbox.scope IS 'hash of source and queue';
COMMENT ON COLUMN inbox.tx IS 'the transaction that gave the message its one effect';

-- Makes the partitions from today - back to today + ahead and the undated one, and drops those that are older.
-- Attaching takes no lock that a worker would wait for; dropping does, so it gives up where it has to wait.
CREATE FUNCTION keep_inbox_partitions(today date, back integer, ahead integer) RETURNS void
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    wanted date;
    partition text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('guichet.inbox.partitions', 0));
    FOR wanted IN
        SELECT date '1970-01-01' UNION ALL SELECT today + step FROM generate_series(-back, ahead) AS step
    LOOP
        partition := 'inbox_' || to_char(wanted, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(partition) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE inbox INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
        EXECUTE format('ALTER TABLE inbox ATTACH PARTITION %I FOR VALUES IN (%L)', partition, wanted);
    END LOOP;
    FOR partition IN
        SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
        WHERE inhparent = 'inbox'::regclass AND child.relname ~ '^inbox_[0-9]{8}$' AND child.relname <> 'inbox_19700101'
            AND to_date(right(child.relname, 8), 'YYYYMMDD') < today - back
    LOOP
        BEGIN
            EXECUTE format('DROP TABLE %I', partition);
        EXCEPTION WHEN lock_not_available THEN
            EXIT; -- the next run tries again
        END;
    END LOOP;
END $$;
