-- Who loads the warehouse owns it, without being a superuser; who reads it sees all that the loads make, ledger included.
\set load_password `cat /run/daybook/warehouse-load-password`
\set analyst_password `cat /run/daybook/warehouse-analyst-password`
SET log_min_error_statement = panic; -- never log a statement that holds a password
CREATE ROLE load LOGIN PASSWORD :'load_password';
CREATE ROLE analyst LOGIN PASSWORD :'analyst_password';
CREATE DATABASE warehouse OWNER load;
REVOKE CONNECT, TEMPORARY ON DATABASE warehouse FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE warehouse TO analyst;

\connect warehouse
ALTER DEFAULT PRIVILEGES FOR ROLE load GRANT USAGE ON SCHEMAS TO analyst;
ALTER DEFAULT PRIVILEGES FOR ROLE load GRANT SELECT ON TABLES TO analyst;
