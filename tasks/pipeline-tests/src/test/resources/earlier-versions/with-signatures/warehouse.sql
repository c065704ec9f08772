SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA daybook;
CREATE SCHEMA library;
CREATE SCHEMA library_2024_01_20;
COMMENT ON SCHEMA library_2024_01_20 IS 'Made by Daybook: load f653cca6 of library 2024-01-20';
CREATE DOMAIN library.isbn AS text;
CREATE TYPE library.shelf AS ENUM (
    'fiction',
    'science',
    'cellar'
);
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE daybook.built_schemas (
    pipeline text NOT NULL,
    load_id text NOT NULL,
    period text NOT NULL,
    tables text[] NOT NULL,
    made_at timestamp with time zone NOT NULL
);
CREATE TABLE daybook.load_history (
    pipeline text NOT NULL,
    period text NOT NULL,
    event text NOT NULL,
    at timestamp with time zone NOT NULL,
    manifests_hash text NOT NULL,
    load_id text NOT NULL,
    as_of timestamp with time zone NOT NULL,
    rows bigint NOT NULL,
    run_id text NOT NULL,
    loader_version text NOT NULL
);
CREATE TABLE daybook.load_ledger (
    pipeline text NOT NULL,
    period text NOT NULL,
    schema_name text NOT NULL,
    manifests_hash text NOT NULL,
    load_id text NOT NULL,
    as_of timestamp with time zone NOT NULL,
    rows bigint NOT NULL,
    datasets jsonb NOT NULL,
    run_id text NOT NULL,
    loader_version text NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    seconds double precision NOT NULL,
    left_out text[] NOT NULL,
    signed_by text
);
CREATE TABLE daybook.step_log (
    pipeline text NOT NULL,
    period text NOT NULL,
    step text NOT NULL,
    run_id text NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    rows bigint NOT NULL
);
CREATE TABLE library_2024_01_20.authors (
    author_id integer NOT NULL,
    name character varying(40) NOT NULL,
    name_in_c text COLLATE pg_catalog."C",
    born date,
    pseudonyms text[]
);
COMMENT ON TABLE library_2024_01_20.authors IS 'Who wrote the books';
CREATE VIEW library.authors AS
 SELECT authors.author_id,
    (authors.name)::character varying AS name,
    authors.name_in_c,
    authors.born,
    authors.pseudonyms
   FROM library_2024_01_20.authors;
CREATE TABLE library_2024_01_20.books (
    book_id bigint NOT NULL,
    author_id integer NOT NULL,
    number library.isbn,
    shelf library.shelf NOT NULL,
    price numeric(8,2),
    weight double precision,
    is_lent boolean NOT NULL,
    details jsonb,
    cover bytea,
    guid uuid,
    opened time without time zone,
    lent_for interval,
    CONSTRAINT books_price_check CHECK ((price >= (0)::numeric))
);
CREATE VIEW library.books AS
 SELECT books.book_id,
    books.author_id,
    books.number,
    books.shelf,
    (books.price)::numeric AS price,
    books.weight,
    books.is_lent,
    books.details,
    books.cover,
    books.guid,
    books.opened,
    books.lent_for
   FROM library_2024_01_20.books;
CREATE TABLE library_2024_01_20.fines (
    fine_id smallint NOT NULL,
    reason text
);
CREATE VIEW library.fines AS
 SELECT fines.fine_id,
    fines.reason
   FROM library_2024_01_20.fines;
CREATE TABLE library_2024_01_20.loans (
    book_id bigint NOT NULL,
    lent_at timestamp with time zone NOT NULL,
    noted timestamp without time zone,
    fee numeric,
    reader_address inet
);
CREATE VIEW library.loans AS
 SELECT loans.book_id,
    loans.lent_at,
    loans.noted,
    loans.fee,
    loans.reader_address
   FROM library_2024_01_20.loans;
CREATE TABLE library_2024_01_20.visits (
    visit_id integer NOT NULL,
    book_id bigint NOT NULL,
    seconds integer,
    rating numeric(3,1),
    note text
);
COMMENT ON TABLE library_2024_01_20.visits IS 'Who looked at which book, and for how long';
CREATE VIEW library.visits AS
 SELECT visits.visit_id,
    visits.book_id,
    visits.seconds,
    (visits.rating)::numeric AS rating,
    visits.note
   FROM library_2024_01_20.visits;
INSERT INTO daybook.built_schemas VALUES ('library', 'f653cca6', '2024-01-20', '{authors,books,fines,loans,visits}', '2026-11-27 18:51:23.423869+00');
INSERT INTO daybook.load_history VALUES ('library', '2024-01-20', 'loaded', '2026-11-27 18:51:28.850101+00', '0bcc3f274a6a51e8db3edb6c61c86341a8df949a8f96052fe083696ef762677c', 'f653cca6', '2026-11-27 18:48:28.480205+00', 10, 'first', '0.1.0-SNAPSHOT');
INSERT INTO daybook.load_ledger VALUES ('library', '2024-01-20', 'library_2024_01_20', '0bcc3f274a6a51e8db3edb6c61c86341a8df949a8f96052fe083696ef762677c', 'f653cca6', '2026-11-27 18:48:28.480205+00', 10, '{"books": 3, "fines": 0, "loans": 2, "visits": 3, "authors": 2}', 'first', '0.1.0-SNAPSHOT', '2026-11-27 18:51:28.702009+00', 7.991, '{"books: default of column is_lent","books: default of column shelf","books: identity of column book_id","domain isbn: its constraints; the source holds its values to them"}', '731d829f');
INSERT INTO daybook.step_log VALUES ('library', '2024-01-20', 'extract-csv', 'first', NULL, '2026-11-27 18:48:28.480205+00', 'done', 3);
INSERT INTO daybook.step_log VALUES ('library', '2024-01-20', 'extract-postgres', 'first', NULL, '2026-11-27 18:50:48.128195+00', 'done', 7);
INSERT INTO daybook.step_log VALUES ('library', '2024-01-20', 'load-postgres', 'first', '2026-11-27 18:51:20.710753+00', '2026-11-27 18:51:29.004562+00', 'done', 10);
INSERT INTO library_2024_01_20.authors VALUES (1, 'Ada Example', 'ada', '1815-12-10', '{A,"B C",NULL}');
INSERT INTO library_2024_01_20.authors VALUES (2, 'Børge Prøve', NULL, NULL, NULL);
INSERT INTO library_2024_01_20.books VALUES (1, 1, '0001', 'science', 12.50, 0.1, true, '{"pages": [1, 2]}', '\x00ff', '6f0e4c1e-7b8a-4b6e-9d53-0b5f4a1f2c3d', '08:30:00.000001', '1 mon 2 days');
INSERT INTO library_2024_01_20.books VALUES (2, 2, '0002', 'fiction', 0.00, 'NaN', false, 'null', '\x', NULL, NULL, NULL);
INSERT INTO library_2024_01_20.books VALUES (3, 2, NULL, 'cellar', NULL, NULL, false, NULL, NULL, NULL, '24:00:00', '-1 days');
INSERT INTO library_2024_01_20.loans VALUES (1, '2024-01-19 23:59:59.999999+00', '2024-01-20 00:59:59', 0.000000000000000000000000000000000000000001, '192.0.2.7/24');
INSERT INTO library_2024_01_20.loans VALUES (2, '2024-01-20 10:00:00+00', NULL, NULL, '2001:db8::1');
INSERT INTO library_2024_01_20.visits VALUES (1, 1, 60, 4.5, 'said "good"');
INSERT INTO library_2024_01_20.visits VALUES (2, 2, 0, NULL, NULL);
INSERT INTO library_2024_01_20.visits VALUES (3, 1, 86399, 0.1, 'two
lines');
ALTER TABLE ONLY daybook.built_schemas
    ADD CONSTRAINT built_schemas_pkey PRIMARY KEY (pipeline, load_id);
ALTER TABLE ONLY daybook.load_ledger
    ADD CONSTRAINT load_ledger_pkey PRIMARY KEY (pipeline, period);
ALTER TABLE ONLY daybook.step_log
    ADD CONSTRAINT step_log_pkey PRIMARY KEY (pipeline, period, step, run_id);
ALTER TABLE ONLY library_2024_01_20.authors
    ADD CONSTRAINT authors_name_key UNIQUE (name);
ALTER TABLE ONLY library_2024_01_20.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (author_id);
ALTER TABLE ONLY library_2024_01_20.books
    ADD CONSTRAINT books_pkey PRIMARY KEY (book_id);
ALTER TABLE ONLY library_2024_01_20.fines
    ADD CONSTRAINT fines_pkey PRIMARY KEY (fine_id);
ALTER TABLE ONLY library_2024_01_20.loans
    ADD CONSTRAINT loans_pkey PRIMARY KEY (book_id, lent_at);
ALTER TABLE ONLY library_2024_01_20.visits
    ADD CONSTRAINT visits_pkey PRIMARY KEY (visit_id);
CREATE INDEX books_shelf_price_idx ON library_2024_01_20.books USING btree (shelf, price DESC);
ALTER TABLE ONLY library_2024_01_20.books
    ADD CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES library_2024_01_20.authors(author_id);
ALTER TABLE ONLY library_2024_01_20.loans
    ADD CONSTRAINT loans_book_id_fkey FOREIGN KEY (book_id) REFERENCES library_2024_01_20.books(book_id);
ALTER TABLE ONLY library_2024_01_20.visits
    ADD CONSTRAINT visits_book_id_fkey FOREIGN KEY (book_id) REFERENCES library_2024_01_20.books(book_id);
