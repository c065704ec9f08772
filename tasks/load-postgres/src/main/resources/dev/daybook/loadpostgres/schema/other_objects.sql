-- Everything that stands in a schema by itself, but for the tables given: also types, functions, sequences, views.
SELECT pg_describe_object(d.classid, d.objid, 0)
FROM pg_depend d
JOIN pg_namespace n ON n.oid = d.refobjid
LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
WHERE d.refclassid = 'pg_namespace'::regclass AND d.deptype = 'n' AND n.nspname = ?
  AND d.classid <> 'pg_default_acl'::regclass
  AND NOT coalesce(c.relkind = 'r' AND c.relname = ANY (?), false)
ORDER BY 1
