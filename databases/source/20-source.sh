#!/bin/sh
# Makes the source of source.sql, a dump of one database as plain SQL. Run by the image's entrypoint at the first start.
# A dump comes with the names of another server: roles that own something in it, or have rights in it, and do not exist
# here are made, without a login. To take too much for such a name does no harm.
set -eu

dump=/opt/daybook/source.sql

run_psql() {
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --host /var/run/postgresql --username "${POSTGRES_USER:-postgres}" --dbname northwind "$@"
}

names_in_dump() {
    grep -E '^(ALTER|GRANT|REVOKE|CREATE SCHEMA) ' "$dump" |
        grep -oE '(TO|FROM|ROLE|AUTHORIZATION) ([a-z_][a-z0-9_$]*|"[^"]+")' | cut -d ' ' -f 2- | sort -u |
        sed '/^pg_/d; /^public$/d; /^current_user$/d; /^session_user$/d; /^current_role$/d'
}

names_in_dump | while read -r name; do
    run_psql --set name="$name" <<'SQL'
SELECT format('CREATE ROLE %I NOLOGIN', role) FROM (SELECT (parse_ident(:'name'))[1] AS role) AS dump
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
SQL
done

run_psql --output /dev/null --file "$dump"
# What `make up` compares with the file that is there then.
sha256sum "$dump" | cut -d ' ' -f 1 >"${PGDATA%/*}/source.sha256"
