-- Removes the rows of a pipeline's schemas that are gone. A row is of use as long as a schema carries its mark, or the
-- ledger names its load.
DELETE FROM daybook.built_schemas b
WHERE b.pipeline = ?
  AND NOT EXISTS (
      SELECT FROM pg_namespace n JOIN pg_description d
             ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
      WHERE d.description = 'Made by Daybook: load ' || b.load_id || ' of ' || b.pipeline || ' ' || b.period)
  AND NOT EXISTS (
      SELECT FROM daybook.load_ledger l WHERE l.pipeline = b.pipeline AND l.load_id = b.load_id)
