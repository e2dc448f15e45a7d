-- Which processes began work on a redelivered message: one that several began and none finished kills its worker.
CREATE TABLE starts (
    mark uuid NOT NULL,
    process text NOT NULL,
    queue text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (mark, process)
);
