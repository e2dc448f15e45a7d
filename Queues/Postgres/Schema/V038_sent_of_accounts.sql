-- How many events were sent about an entity is written and read with every event on it, and nothing looks into it: as json it
-- is passed on as it is. The table is written anew, so each has a transaction of its own: a worker that waits for one table
-- must not hold another that this waits for.
ALTER TABLE accounts
    ALTER COLUMN sent DROP DEFAULT, ALTER COLUMN sent TYPE json USING sent::json, ALTER COLUMN sent SET DEFAULT '{}';
