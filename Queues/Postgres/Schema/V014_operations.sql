-- What operators did, and what came of it.
CREATE TABLE operations (
    id bigserial PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    command text NOT NULL,
    arguments jsonb NOT NULL DEFAULT '{}',
    outcome text NOT NULL
);
