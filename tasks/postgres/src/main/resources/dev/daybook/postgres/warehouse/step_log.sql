-- Which step has run for which period, when and how.
CREATE TABLE IF NOT EXISTS daybook.step_log (
    pipeline text NOT NULL,
    period text NOT NULL,
    step text NOT NULL,
    run_id text NOT NULL,
    started_at timestamptz,
    finished_at timestamptz NOT NULL,
    status text NOT NULL,
    rows bigint NOT NULL,
    PRIMARY KEY (pipeline, period, step, run_id))
