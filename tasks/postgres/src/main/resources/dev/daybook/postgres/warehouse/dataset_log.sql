-- What became of the records of each dataset in the newest load of a period.
CREATE TABLE IF NOT EXISTS daybook.dataset_log (
    pipeline text NOT NULL,
    part text NOT NULL,
    period text NOT NULL,
    dataset text NOT NULL,
    run_id text NOT NULL,
    read bigint NOT NULL,
    accepted bigint NOT NULL,
    rejected bigint NOT NULL,
    elsewhere bigint NOT NULL,
    held bigint NOT NULL DEFAULT 0,
    repeated bigint NOT NULL DEFAULT 0,
    conflicts bigint NOT NULL DEFAULT 0,
    reasons jsonb NOT NULL,
    bytes bigint NOT NULL,
    seconds double precision NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (pipeline, part, period, dataset))
