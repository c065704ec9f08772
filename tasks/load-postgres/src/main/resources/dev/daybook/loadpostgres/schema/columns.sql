-- The relations of a schema, each with its columns in order; one without columns has a row of its own.
SELECT c.oid::bigint, c.relname, c.relkind, a.attname, a.atttypid::bigint, a.atttypmod, tn.nspname,
       t.typname, format_type(a.atttypid, NULL), a.attcollation::bigint,
       coalesce(quote_ident(cn.nspname) || '.' || quote_ident(co.collname), '')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_namespace tn ON tn.oid = t.typnamespace
LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
ORDER BY c.relname COLLATE "C", a.attnum
