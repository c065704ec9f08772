-- What happened to periods; rows are only added.
CREATE TABLE IF NOT EXISTS daybook.load_history (
    pipeline text NOT NULL,
    period text NOT NULL,
    event text NOT NULL,
    at timestamptz NOT NULL,
    manifests_hash text NOT NULL,
    load_id text NOT NULL,
    as_of timestamptz NOT NULL,
    rows bigint NOT NULL,
    run_id text NOT NULL,
    loader_version text NOT NULL,
    part text NOT NULL DEFAULT 'snapshot')
