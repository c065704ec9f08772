-- What it gives,
-- in two lines.
SELECT 1 -- one
FROM a
