-- As V038, for this table.
ALTER TABLE reporters
    ALTER COLUMN sent DROP DEFAULT, ALTER COLUMN sent TYPE json USING sent::json, ALTER COLUMN sent SET DEFAULT '{}';
