-- The types for which a :condition holds, with the labels of enums and the checks of domains.
SELECT t.oid, n.nspname, t.typname, t.typtype, CASE WHEN e.typarray = t.oid THEN e.oid ELSE 0 END,
       t.typbasetype, t.typtypmod, pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typnotnull,
       CASE WHEN t.typtype = 'e' THEN ARRAY(
           SELECT l.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum l
            WHERE l.enumtypid = t.oid ORDER BY l.enumsortorder) END,
       CASE WHEN t.typtype = 'd' THEN ARRAY(
           SELECT pg_catalog.pg_get_constraintdef(c.oid) FROM pg_catalog.pg_constraint c
            WHERE c.contypid = t.oid AND c.contype = 'c' ORDER BY c.conname) END
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
 WHERE :condition
