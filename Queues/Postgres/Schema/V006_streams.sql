-- The last sequence seen of each source about each subject: what keeps the events of one subject in order.
-- 0: a worker looked, and none was seen yet.
CREATE TABLE streams (
    source text NOT NULL,
    subject text NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (source, subject)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
