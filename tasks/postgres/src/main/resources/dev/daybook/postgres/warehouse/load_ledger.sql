-- The periods that are loaded, one row for each part of each.
CREATE TABLE IF NOT EXISTS daybook.load_ledger (
    pipeline text NOT NULL,
    period text NOT NULL,
    schema_name text NOT NULL,
    manifests_hash text NOT NULL,
    load_id text NOT NULL,
    as_of timestamptz NOT NULL,
    rows bigint NOT NULL,
    datasets jsonb NOT NULL,
    run_id text NOT NULL,
    loader_version text NOT NULL,
    loaded_at timestamptz NOT NULL,
    seconds double precision NOT NULL,
    left_out text[] NOT NULL,
    part text NOT NULL DEFAULT 'snapshot',
    PRIMARY KEY (pipeline, part, period))
