-- Who holds a lock on a relation of a schema, autovacuum apart, which gives way to others; one at most.
SELECT l.pid
FROM pg_locks l
JOIN pg_class c ON c.oid = l.relation
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_activity a ON a.pid = l.pid
WHERE n.nspname = ? AND l.pid <> pg_backend_pid() AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY l.pid LIMIT 1
