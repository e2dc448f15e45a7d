-- The custody of documents, enforced (VER-13): a row is written once. It goes when its time is over, and leaves a tombstone.
CREATE FUNCTION keep_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.purge_at <= now() THEN
        INSERT INTO document_tombstones (id, subject, media_type, size, sha256, received_at, purge_at)
        VALUES (OLD.id, OLD.subject, OLD.media_type, octet_length(OLD.bytes), OLD.sha256, OLD.received_at, OLD.purge_at);
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'document % is evidence: it is neither changed nor deleted before its time', OLD.id
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER documents_are_kept BEFORE UPDATE OR DELETE ON documents FOR EACH ROW EXECUTE FUNCTION keep_document();

CREATE FUNCTION keep_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the tombstone of a document is neither changed nor deleted' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER document_tombstones_are_kept BEFORE UPDATE OR DELETE ON document_tombstones
    FOR EACH ROW EXECUTE FUNCTION keep_tombstone();

CREATE TRIGGER documents_are_not_emptied BEFORE TRUNCATE ON documents
    FOR EACH STATEMENT EXECUTE FUNCTION keep_tombstone();

CREATE TRIGGER document_tombstones_are_not_emptied BEFORE TRUNCATE ON document_tombstones
    FOR EACH STATEMENT EXECUTE FUNCTION keep_tombstone();
