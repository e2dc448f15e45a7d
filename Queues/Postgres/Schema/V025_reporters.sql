-- Who reports abuse, and how often that was right (ABU-7).
CREATE TABLE reporters (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    identity text NOT NULL,
    level text NOT NULL,
    right_cases bigint NOT NULL,
    wrong_cases bigint NOT NULL,
    reports bigint NOT NULL,
    judged_at timestamptz,
    levelled_at timestamptz,
    CONSTRAINT reporters_identity_once UNIQUE (identity),
    CONSTRAINT reporters_level_known CHECK (level IN ('neutral', 'trusted', 'distrusted')),
    CONSTRAINT reporters_counts_not_negative CHECK (right_cases >= 0 AND wrong_cases >= 0 AND reports >= 0)
) WITH (fillfactor = 80);

COMMENT ON COLUMN reporters.identity IS 'domain:example.net, feed:name, desk; unproved:… for those whom nobody vouches for';
