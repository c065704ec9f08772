-- Everything that is not the pipeline's or Daybook's own, and a table that a hostile path could have made.
SELECT 'relation ' || c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE nspname !~ '^(pg_|information_schema$|daybook$|faults(_|$))' OR relname = 'daybook_pwned'
UNION ALL
SELECT 'function ' || p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
WHERE nspname !~ '^(pg_|information_schema$)'
UNION ALL
SELECT 'schema ' || nspname FROM pg_namespace
WHERE nspname !~ '^(pg_|information_schema$|daybook$|faults$|faults_2024_01_20$|public$)'
UNION ALL
SELECT 'large object ' || oid FROM pg_largeobject_metadata
UNION ALL
SELECT 'role ' || rolname FROM pg_roles WHERE rolname !~ '^(pg_|postgres$)'
ORDER BY 1
