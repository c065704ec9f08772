-- The session that has held one of the views of a schema for the longest time.
SELECT l.pid, coalesce(a.usename, '?'), coalesce(a.application_name, ''), c.relname,
       coalesce(extract(epoch FROM clock_timestamp() - a.xact_start)::bigint, -1)
FROM pg_locks l
JOIN pg_class c ON c.oid = l.relation
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.granted AND n.nspname = ? AND c.relkind = 'v' AND l.pid <> pg_backend_pid()
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY a.xact_start NULLS LAST, c.relname LIMIT 1
