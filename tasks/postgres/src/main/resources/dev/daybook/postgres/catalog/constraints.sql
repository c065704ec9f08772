-- Constraints of :relations that are no copies of a parent's: keys, foreign keys, checks, exclusions.
SELECT con.conrelid, con.conname, con.contype, con.condeferrable, con.convalidated,
       pg_catalog.pg_get_constraintdef(con.oid),
       con.conkey, fn.nspname, fc.relname,
       CASE WHEN con.contype = 'f' THEN ARRAY(
           SELECT a.attname::pg_catalog.text
             FROM pg_catalog.unnest(con.confkey) WITH ORDINALITY k (number, position)
             JOIN pg_catalog.pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.number
            ORDER BY k.position) END,
       :nulls_not_distinct, :has_period
  FROM pg_catalog.pg_constraint con
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = con.conindid
  LEFT JOIN pg_catalog.pg_class fc ON fc.oid = con.confrelid
  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
 WHERE con.conrelid = ANY (:relations) AND con.contype IN ('p', 'u', 'f', 'c', 'x')
   AND con.conparentid = 0
 ORDER BY con.conrelid, con.conname
