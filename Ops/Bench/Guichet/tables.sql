-- The entity of the benchmark, beside the product's own tables.
DROP TABLE IF EXISTS bench_organisations;
CREATE TABLE bench_organisations (
    id uuid PRIMARY KEY, version bigint NOT NULL, sent json NOT NULL DEFAULT '{}', state text NOT NULL,
    details jsonb NOT NULL, updated_at timestamptz NOT NULL
) WITH (fillfactor = 80);
