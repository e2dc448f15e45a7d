-- How many workers each queue is to have in the whole fleet. A queue without a row has one.
CREATE TABLE queue_settings (
    queue text PRIMARY KEY,
    workers integer NOT NULL DEFAULT 1,
    paused boolean NOT NULL DEFAULT false,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL,
    CONSTRAINT queue_settings_workers_bounded CHECK (workers BETWEEN 0 AND 1000)
);
