-- Writes a period's row in place of the one it has.
INSERT INTO daybook.load_ledger
    (pipeline, part, period, schema_name, manifests_hash, load_id, as_of, run_id, loader_version, loaded_at,
     seconds, rows, left_out, signed_by, datasets)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        (SELECT coalesce(jsonb_object_agg(name, count), '{}')
         FROM unnest(?::text[], ?::bigint[]) AS d (name, count)))
ON CONFLICT (pipeline, part, period) DO UPDATE
SET schema_name = excluded.schema_name, manifests_hash = excluded.manifests_hash,
    load_id = excluded.load_id, as_of = excluded.as_of, run_id = excluded.run_id,
    loader_version = excluded.loader_version, loaded_at = excluded.loaded_at, seconds = excluded.seconds,
    rows = excluded.rows, left_out = excluded.left_out, signed_by = excluded.signed_by,
    datasets = excluded.datasets
