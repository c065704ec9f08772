-- The columns of a :relation in order: type, NOT NULL, collation, comment. A user's enum or domain is called by what it
-- is, as the warehouse has it in another schema.
WITH RECURSIVE shown (attnum, oid, modifier, suffix) AS (
    SELECT attnum, atttypid, atttypmod, '' FROM pg_attribute
    WHERE attrelid = :relation AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT s.attnum, CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.typelem END,
           CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE s.modifier END,
           CASE t.typtype WHEN 'd' THEN ' domain' ELSE '[]' END || s.suffix
    FROM shown s JOIN pg_type t ON t.oid = s.oid
    WHERE t.typtype = 'd' OR t.typcategory = 'A' AND t.typelem <> 0 AND t.typlen = -1
), type (attnum, name) AS (
    SELECT DISTINCT ON (s.attnum) s.attnum,
           CASE WHEN t.typtype = 'e' THEN 'enum'
                WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN format_type(s.oid, s.modifier)
                ELSE 'user type ' || t.typname END || s.suffix
    FROM shown s JOIN pg_type t ON t.oid = s.oid
    ORDER BY s.attnum, length(s.suffix) DESC)
SELECT a.attname, y.name, a.attnotnull,
       CASE WHEN a.attcollation IN (0, t.typcollation) THEN '' ELSE o.collname END,
       coalesce(col_description(a.attrelid, a.attnum), '')
FROM pg_attribute a JOIN type y ON y.attnum = a.attnum JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_collation o ON o.oid = a.attcollation
WHERE a.attrelid = :relation ORDER BY a.attnum
