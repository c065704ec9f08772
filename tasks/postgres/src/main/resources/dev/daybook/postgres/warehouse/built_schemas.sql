-- The schemas that loads have made, and which tables are theirs.
CREATE TABLE IF NOT EXISTS daybook.built_schemas (
    pipeline text NOT NULL,
    load_id text NOT NULL,
    period text NOT NULL,
    tables text[] NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (pipeline, load_id))
