-- The relations that the views of a schema read, and whether a view shows less than all their rows. The parsed query of
-- a view is text that only some words are looked for in, so a server that writes it differently makes a view look like
-- one of a load, as it always did.
SELECT DISTINCT r.ev_class::bigint, b.oid::bigint, bn.nspname, b.relname,
       r.ev_action::text ~ ':(quals|limitCount|limitOffset) [{]|:(groupClause|distinctClause) [(]|:hasAggs true'
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
JOIN pg_class b ON b.oid = d.refobjid
JOIN pg_namespace bn ON bn.oid = b.relnamespace
WHERE n.nspname = ?
