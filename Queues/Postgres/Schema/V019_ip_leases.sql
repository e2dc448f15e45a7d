-- Who held which address, from when to when, as the fold of their history (NET-8).
CREATE TABLE ip_leases (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    address inet NOT NULL,
    port_first integer,
    port_last integer,
    organisation_id uuid NOT NULL,
    organisation_name text,
    contact text,
    language text NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    known_at timestamptz NOT NULL,
    CONSTRAINT ip_leases_have_no_host_bits CHECK (address = network(address)),
    CONSTRAINT ip_leases_end_after_they_begin CHECK (valid_to >= valid_from),
    CONSTRAINT ip_leases_ports_from_low_to_high CHECK (
        (port_first IS NULL) = (port_last IS NULL) AND port_first BETWEEN 0 AND port_last AND port_last <= 65535),
    -- Two holders of one address (and port) at one instant are impossible. It is also the index of every look-up.
    CONSTRAINT ip_leases_no_overlap EXCLUDE USING gist (
        address inet_ops WITH &&,
        tstzrange(valid_from, valid_to) WITH &&,
        int4range(port_first, port_last, '[]') WITH &&)
) WITH (fillfactor = 80);

CREATE INDEX ip_leases_of_organisation ON ip_leases (organisation_id);

COMMENT ON COLUMN ip_leases.valid_to IS 'null while it runs; the same as valid_from where a correction says that it never was';
COMMENT ON COLUMN ip_leases.port_first IS 'null: all ports';
COMMENT ON COLUMN ip_leases.known_at IS 'when it was made known here, which may be long after it began';

-- Exact also where prefix and lease come in one transaction, and in whatever order they are written: judged at its end.
CREATE FUNCTION ip_leases_within_ours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM prefixes
        WHERE prefix >>= NEW.address
            AND tstzrange(valid_from, valid_to) && tstzrange(NEW.valid_from, NEW.valid_to))
    THEN
        RAISE EXCEPTION '% is in no prefix of ours', NEW.address
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ip_leases_within_ours';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER ip_leases_within_ours AFTER INSERT ON ip_leases
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ip_leases_within_ours();

CREATE FUNCTION prefixes_hold_leases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM ip_leases AS lease
        WHERE lease.address <<= NEW.prefix
            AND tstzrange(lease.valid_from, lease.valid_to) && tstzrange(NEW.valid_to, NULL)
            AND NOT EXISTS (
                SELECT FROM prefixes AS other
                WHERE other.prefix >>= lease.address
                    AND tstzrange(other.valid_from, other.valid_to) && tstzrange(NEW.valid_to, NULL)))
    THEN
        RAISE EXCEPTION 'leases in % run on', NEW.prefix
            USING ERRCODE = 'check_violation', CONSTRAINT = 'prefixes_hold_leases';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER prefixes_hold_leases AFTER UPDATE ON prefixes
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.valid_to IS DISTINCT FROM NEW.valid_to) EXECUTE FUNCTION prefixes_hold_leases();
