#!/bin/bash
# Behaves as the official image's does since May 2026: what neither the environment nor
# odoo.conf says of the database has a default; Odoo starts once PostgreSQL answers.
set -e

options=()
default() {
    if ! [[ -v "$3" ]] && ! grep -q -E "^\s*\b$1\b\s*=" "$ODOO_RC"; then
        options+=("--$1" "$2")
    fi
}
default db_host "${HOST:-db}" PGHOST
default db_port "${PORT:-5432}" PGPORT
default db_user "${USER:-odoo}" PGUSER
default db_password "${PASSWORD:-odoo}" PGPASSWORD

case "$1" in
    -- | odoo) shift ;;
    -*) ;;
    *) exec "$@" ;;
esac
wait-for-psql.py "${options[@]}" --timeout=30
exec odoo "$@" "${options[@]}"
