#!/bin/bash
# Behaves as the official image's does: as root it gives the data to postgres and becomes
# that user; an empty folder is initialized first, by a server without TCP. Only that it
# never waits for the disk.
set -e

if [ "$1" != postgres ]; then exec "$@"; fi
if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA" /var/run/postgresql
    chmod 700 "$PGDATA"
    chown postgres "$PGDATA" /var/run/postgresql
    exec gosu postgres "$0" "$@"
fi
if ! [ -s "$PGDATA/PG_VERSION" ]; then
    initdb --no-sync --username="$POSTGRES_USER" --pwfile=<(echo "${POSTGRES_PASSWORD:?}")
    echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
    pg_ctl -D "$PGDATA" -w start -o "${*:2} -c listen_addresses=''"
    if [ "$POSTGRES_DB" != postgres ]; then
        createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
    fi
    pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@" -c fsync=off -c listen_addresses='*'
