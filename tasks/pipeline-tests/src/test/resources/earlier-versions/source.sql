-- A small lending library, made up for these tests: one table for each kind of column that a day carries.
CREATE TYPE shelf AS ENUM ('fiction', 'science', 'cellar');
CREATE DOMAIN isbn AS text CHECK (VALUE ~ '^[0-9]{4}$');
CREATE TABLE authors (
    author_id int PRIMARY KEY,
    name varchar(40) NOT NULL,
    name_in_c text COLLATE "C",
    born date,
    pseudonyms text[],
    UNIQUE (name)
);
COMMENT ON TABLE authors IS 'Who wrote the books';
CREATE TABLE books (
    book_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author_id int NOT NULL REFERENCES authors,
    number isbn,
    shelf shelf NOT NULL DEFAULT 'fiction',
    price numeric(8,2) CHECK (price >= 0),
    weight double precision,
    is_lent boolean NOT NULL DEFAULT false,
    details jsonb,
    cover bytea,
    guid uuid,
    opened time,
    lent_for interval
);
CREATE INDEX ON books (shelf, price DESC);
CREATE TABLE loans (
    book_id bigint REFERENCES books,
    lent_at timestamptz NOT NULL,
    noted timestamp,
    fee numeric,
    reader_address inet,
    PRIMARY KEY (book_id, lent_at)
);
CREATE TABLE fines (fine_id smallint PRIMARY KEY, reason text);
INSERT INTO authors VALUES
    (1, 'Ada Example', 'ada', '1815-12-10', '{A,"B C",NULL}'),
    (2, 'Børge Prøve', NULL, NULL, NULL);
INSERT INTO books (author_id, number, shelf, price, weight, is_lent, details, cover, guid, opened, lent_for) VALUES
    (1, '0001', 'science', 12.50, 0.1, true, '{"pages": [1, 2]}', '\x00ff', '6f0e4c1e-7b8a-4b6e-9d53-0b5f4a1f2c3d', '08:30:00.000001', '1 mon 2 days'),
    (2, '0002', 'fiction', 0, 'NaN', false, 'null', '', NULL, NULL, NULL),
    (2, NULL, 'cellar', NULL, NULL, false, NULL, NULL, NULL, '24:00', '-1 day');
INSERT INTO loans VALUES
    (1, '2024-01-19 23:59:59.999999+00', '2024-01-20 00:59:59', 0.000000000000000000000000000000000000000001, '192.0.2.7/24'),
    (2, '2024-01-20 12:00:00+02', NULL, NULL, '2001:db8::1');
