-- The tables that inherit from :relations, at any depth; partitions are none of them.
WITH RECURSIVE heir (ancestor, oid) AS (
    SELECT i.inhparent, i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = ANY (:relations)
    UNION
    SELECT h.ancestor, i.inhrelid FROM heir h JOIN pg_catalog.pg_inherits i ON i.inhparent = h.oid)
SELECT h.ancestor, n.nspname, c.relname
  FROM heir h
  JOIN pg_catalog.pg_class c ON c.oid = h.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT c.relispartition
 ORDER BY h.ancestor, n.nspname, c.relname
