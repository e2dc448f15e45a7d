-- Who asked whose an address was, and what for: the history of leases is restricted data (SEC-9).
CREATE TABLE lookups (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asked_at timestamptz NOT NULL DEFAULT now(),
    asked_by text NOT NULL,
    purpose text NOT NULL,
    address inet NOT NULL,
    port integer,
    instant timestamptz,
    CONSTRAINT lookups_have_a_purpose CHECK (purpose <> '')
);

CREATE INDEX lookups_of_address ON lookups (address);

COMMENT ON COLUMN lookups.instant IS 'null where the whole history of the address was read';
COMMENT ON COLUMN lookups.asked_by IS 'a person at the desk, or guichet itself';

CREATE FUNCTION lookups_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'look-ups are never changed or forgotten' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER lookups_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON lookups
    FOR EACH STATEMENT EXECUTE FUNCTION lookups_are_kept();
