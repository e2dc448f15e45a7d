-- Mails and what became of each (NOT-2).
CREATE TABLE notifications (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    sent jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL,
    template text,
    locale text,
    recipient text,
    account_id text,
    message_id text,
    reply text,
    queued_at timestamptz,
    settled_at timestamptz,
    CONSTRAINT notifications_state_known CHECK (state IN ('queued', 'sent', 'failed'))
);

-- A person's mails, newest first.
CREATE INDEX notifications_by_account ON notifications (account_id, queued_at DESC) WHERE account_id IS NOT NULL;
