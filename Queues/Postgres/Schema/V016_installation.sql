-- What all nodes of one installation must have in common.
CREATE TABLE installation (
    name text PRIMARY KEY,
    value text NOT NULL,
    set_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE installation IS 'secret: a fingerprint of GUICHET_SECRET, from which nothing can be derived';
