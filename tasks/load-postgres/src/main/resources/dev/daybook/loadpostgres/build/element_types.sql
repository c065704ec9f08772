-- The types that the elements of a table's array columns have; also of columns whose domain is an array.
WITH RECURSIVE column_type (name, oid) AS (
    SELECT attname, atttypid FROM pg_attribute
    WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT c.name, t.typbasetype FROM column_type c JOIN pg_type t ON t.oid = c.oid
    WHERE t.typtype = 'd')
SELECT c.name, t.typelem::bigint FROM column_type c JOIN pg_type t ON t.oid = c.oid
WHERE t.typelem <> 0 AND t.typcategory = 'A'
