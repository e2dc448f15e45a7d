-- Blocks: what is desired, and what was read back from the gateways. Each target has one for ever.
CREATE TABLE blocks (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    target text NOT NULL,
    prefix inet NOT NULL,
    scope text NOT NULL,
    state text NOT NULL,
    desired_until timestamptz,
    desired_since timestamptz NOT NULL,
    level bigint NOT NULL,
    revision bigint NOT NULL,
    enforced_revision bigint NOT NULL,
    reason text NOT NULL,
    wishes jsonb NOT NULL,
    observed jsonb NOT NULL,
    note text,
    proposal jsonb,
    ended_at timestamptz,
    CONSTRAINT blocks_target_once UNIQUE (target),
    CONSTRAINT blocks_scope_known CHECK (scope IN ('smtp', 'all')),
    CONSTRAINT blocks_state_known CHECK (state IN ('requested', 'active', 'lifting', 'lifted', 'expired', 'failed')),
    CONSTRAINT blocks_have_no_host_bits CHECK (prefix = network(prefix)),
    CONSTRAINT blocks_always_end CHECK ((state IN ('requested', 'active')) = (desired_until IS NOT NULL)),
    CONSTRAINT blocks_over_have_ended CHECK ((state IN ('lifted', 'expired', 'failed')) = (ended_at IS NOT NULL)),
    CONSTRAINT blocks_active_were_seen CHECK (state <> 'active' OR (enforced_revision > 0 AND observed <> '{}'))
) WITH (fillfactor = 70);

CREATE INDEX blocks_desired ON blocks (desired_until) WHERE desired_until IS NOT NULL;
CREATE INDEX blocks_to_be_seen ON blocks (id) WHERE state IN ('requested', 'lifting');
CREATE INDEX blocks_by_prefix ON blocks USING gist (prefix inet_ops);

COMMENT ON COLUMN blocks.target IS 'scope and prefix: smtp 192.0.2.10';
COMMENT ON COLUMN blocks.desired_until IS 'null where it is not desired; the gateways have the rest of this time as their own timeout';
COMMENT ON COLUMN blocks.revision IS 'grows with each change of what is desired';
COMMENT ON COLUMN blocks.enforced_revision IS 'the revision that was read back from every gateway last';
COMMENT ON COLUMN blocks.wishes IS 'who wants it, and until when';
COMMENT ON COLUMN blocks.observed IS 'by gateway: what was read from it last, of which revision';
