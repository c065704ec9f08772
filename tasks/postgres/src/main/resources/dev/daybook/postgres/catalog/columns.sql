-- The columns of :relations, in order, with what a user's own collation is made of.
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod,
       pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
       CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0
           THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END,
       d.description, a.attidentity <> '', a.attgenerated <> '', a.atthasdef,
       CASE WHEN a.attcollation <> t.typcollation AND cn.nspname <> 'pg_catalog'
           THEN co.collprovider END,
       :collation_locale, co.collisdeterministic, :collation_rules
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
  LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
  LEFT JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
       AND d.objoid = a.attrelid AND d.objsubid = a.attnum
 WHERE a.attrelid = ANY (:relations) AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attrelid, a.attnum
