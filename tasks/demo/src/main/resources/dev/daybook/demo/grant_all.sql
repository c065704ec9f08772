-- Lets the role extract read all tables of the database.
DO $$
DECLARE
    s name;
BEGIN
    FOR s IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO extract', s);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO extract', s);
    END LOOP;
END $$
