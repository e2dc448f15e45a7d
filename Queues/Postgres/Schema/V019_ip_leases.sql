-- Addresses as ranges of numbers: of an index on ranges, a look-up among a million reads three pages; on `inet`, a hundred.
-- The first 64 bits of an IPv6 address; an IPv4 address lies where only IPv6 multicast would (ffff:ffff:…).
CREATE FUNCTION address_span(address inet) RETURNS int8range LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE family(address)
    WHEN 4 THEN int8range(
        (network(address)::inet - '0.0.0.0'::inet) - 4294967296, (broadcast(address) - '0.0.0.0'::inet) - 4294967296, '[]')
    ELSE int8range(
        ('x' || encode(substring(inet_send(network(address)::inet) FROM 5 FOR 8), 'hex'))::bit(64)::bigint,
        ('x' || encode(substring(inet_send(broadcast(address)) FROM 5 FOR 8), 'hex'))::bit(64)::bigint, '[]')
    END;

-- The other 64 bits of an IPv6 address; all of them where the block is a /64 or more, and for IPv4.
CREATE FUNCTION address_tail(address inet) RETURNS int8range LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE WHEN family(address) = 4 OR masklen(address) <= 64 THEN int8range(NULL, NULL)
    ELSE int8range(
        ('x' || encode(substring(inet_send(network(address)::inet) FROM 13 FOR 8), 'hex'))::bit(64)::bigint,
        ('x' || encode(substring(inet_send(broadcast(address)) FROM 13 FOR 8), 'hex'))::bit(64)::bigint, '[]')
    END;

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
    CONSTRAINT ip_leases_are_no_continents CHECK (masklen(address) >= CASE family(address) WHEN 4 THEN 8 ELSE 16 END),
    CONSTRAINT ip_leases_end_after_they_begin CHECK (valid_to >= valid_from),
    CONSTRAINT ip_leases_ports_from_low_to_high CHECK (
        (port_first IS NULL) = (port_last IS NULL) AND port_first BETWEEN 0 AND port_last AND port_last <= 65535),
    -- Two holders of one address (and port) at one instant are impossible. It is also the index of every look-up.
    CONSTRAINT ip_leases_no_overlap EXCLUDE USING gist (
        address_span(address) WITH &&,
        tstzrange(valid_from, valid_to) WITH &&,
        int4range(port_first, port_last, '[]') WITH &&,
        address_tail(address) WITH &&)
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
        WHERE address_span(lease.address) && address_span(NEW.prefix) AND lease.address <<= NEW.prefix
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
