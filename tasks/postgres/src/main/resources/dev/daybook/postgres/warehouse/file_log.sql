-- The files that the extract of a loaded period was made of.
CREATE TABLE IF NOT EXISTS daybook.file_log (
    pipeline text NOT NULL,
    period text NOT NULL,
    source text NOT NULL,
    dataset text NOT NULL,
    file text NOT NULL,
    bytes bigint NOT NULL,
    sha256 text NOT NULL,
    records bigint NOT NULL,
    accepted bigint NOT NULL,
    rejected bigint NOT NULL,
    archived boolean NOT NULL,
    PRIMARY KEY (pipeline, period, source, dataset, file))
