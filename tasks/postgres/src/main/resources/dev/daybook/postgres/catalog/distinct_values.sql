-- The planner's numbers of distinct values in the columns of :relations.
SELECT c.oid, s.attname, s.n_distinct
  FROM pg_catalog.pg_stats s
  JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
 WHERE c.oid = ANY (:relations) AND s.inherited = (c.relkind = 'p') AND s.n_distinct <> 0
