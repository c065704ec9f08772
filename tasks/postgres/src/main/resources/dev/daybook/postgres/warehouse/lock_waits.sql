-- Sessions under this step's application name that wait longer than a number of seconds: one line for each session that
-- it waits for, and what tells that wait from others.
SELECT 'waiting for ' || extract(epoch FROM clock_timestamp() - w.waitstart)::bigint || ' s for pid ' || h.pid
       || ' (role ' || coalesce(b.usename, '?') || ', application '''
       || coalesce(nullif(b.application_name, ''), b.backend_type, '?')
       || '''), which holds a lock on '
       || CASE WHEN w.relation IS NOT NULL THEN w.relation::regclass::text ELSE w.locktype END,
       w.pid || ' ' || w.waitstart || ' ' || h.pid
FROM pg_locks w
JOIN pg_stat_activity o ON o.pid = w.pid
     AND o.application_name = current_setting('application_name') AND o.datname = current_database()
CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS h (pid)
LEFT JOIN pg_stat_activity b ON b.pid = h.pid
WHERE NOT w.granted AND w.waitstart < clock_timestamp() - make_interval(secs => ?)
ORDER BY w.waitstart, h.pid
