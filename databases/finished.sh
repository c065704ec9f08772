#!/bin/sh
# Runs last at a database's first start: the database is whole now (see start).
set -eu
rm "${PGDATA%/*}/first-start-has-begun"
