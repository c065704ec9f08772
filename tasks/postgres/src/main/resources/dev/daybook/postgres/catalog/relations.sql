-- Everything that could be a dataset. A right is NULL for a table dropped meanwhile; the lock finds that out.
SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence = 'u',
       coalesce(CASE WHEN c.relispartition
           THEN (SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid) END, 0),
       c.reltuples::pg_catalog.int8, c.relpages, coalesce(am.amname = 'heap', false), e.objid IS NOT NULL,
       coalesce(pg_catalog.has_schema_privilege(n.oid, 'USAGE'), true),
       coalesce(pg_catalog.has_table_privilege(c.oid, 'SELECT'), true),
       coalesce(pg_catalog.has_any_column_privilege(c.oid, 'SELECT'), true),
       c.relrowsecurity AND pg_catalog.row_security_active(c.oid), d.description
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
  LEFT JOIN pg_catalog.pg_depend e ON e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
       AND e.objid = c.oid AND e.objsubid = 0 AND e.deptype = 'e'
  LEFT JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
       AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
   AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
