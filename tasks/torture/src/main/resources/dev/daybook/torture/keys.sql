-- The keys of a :relation by what they say, with their names.
SELECT k.conname, k.contype::text || CASE WHEN k.condeferrable THEN ' deferrable' ELSE '' END
    || ' (' || coalesce((SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.place)
           FROM unnest(k.conkey) WITH ORDINALITY u (attnum, place)
           JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum), '') || ')'
    || coalesce(' references ' || :referenced || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.place)
           FROM unnest(k.confkey) WITH ORDINALITY u (attnum, place)
           JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum), '')
    || CASE k.contype WHEN 'f' THEN format('%s%s%s', k.confdeltype, k.confupdtype, k.confmatchtype) ELSE '' END
FROM pg_constraint k LEFT JOIN pg_class r ON r.oid = k.confrelid
LEFT JOIN pg_namespace n ON n.oid = r.relnamespace
WHERE k.conrelid = :relation AND k.contype IN ('p', 'u', 'f') AND (k.conparentid = 0 OR k.contype <> 'f')
