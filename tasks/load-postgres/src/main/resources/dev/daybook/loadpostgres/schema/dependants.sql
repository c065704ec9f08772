-- Relations and functions outside of a schema that read its tables, and tables that refer to them; three at most.
WITH own AS (
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?)
SELECT vn.nspname || '.' || v.relname
FROM own JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = own.oid
                         AND d.classid = 'pg_rewrite'::regclass
JOIN pg_rewrite r ON r.oid = d.objid
JOIN pg_class v ON v.oid = r.ev_class
JOIN pg_namespace vn ON vn.oid = v.relnamespace
UNION
SELECT fn.nspname || '.' || f.relname
FROM own JOIN pg_constraint k ON k.contype = 'f' AND k.confrelid = own.oid
JOIN pg_class f ON f.oid = k.conrelid
JOIN pg_namespace fn ON fn.oid = f.relnamespace
WHERE k.conrelid NOT IN (SELECT oid FROM own)
UNION
SELECT pn.nspname || '.' || p.proname
FROM own JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = own.oid
                         AND d.classid = 'pg_proc'::regclass
JOIN pg_proc p ON p.oid = d.objid
JOIN pg_namespace pn ON pn.oid = p.pronamespace
ORDER BY 1 LIMIT 3
