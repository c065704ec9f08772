-- The role of the extracts: reads everything, writes nothing.
\set extract_password `cat /run/daybook/source-extract-password`
SET log_min_error_statement = panic; -- never log a statement that holds a password
CREATE ROLE extract LOGIN PASSWORD :'extract_password' IN ROLE pg_read_all_data;
ALTER ROLE extract SET default_transaction_read_only = on;
REVOKE CONNECT, TEMPORARY ON DATABASE northwind FROM PUBLIC;
GRANT CONNECT ON DATABASE northwind TO extract;
