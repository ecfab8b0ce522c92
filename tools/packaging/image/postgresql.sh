#!/bin/sh
# PostgreSQL for the Compose file: reached by the socket in /run/postgresql alone, where each process is known by its user.
set -eu
export PATH=/usr/lib/postgresql/17/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/data PGHOST=/run/postgresql
[ -w "$PGDATA" ] || {
  echo "postgresql: this user may not write $PGDATA: mount a volume there that belongs to it (docs/operations/containers.md)" >&2
  exit 1
}
only_socket='-c listen_addresses= -c unix_socket_directories=/run/postgresql -c unix_socket_permissions=0777'
if [ ! -e "$PGDATA/database-made" ]; then
  [ -e "$PGDATA/PG_VERSION" ] ||
    initdb --auth-local=peer --auth-host=reject --encoding=UTF8 --locale=C.UTF-8 --locale-provider=builtin --data-checksums
  pg_ctl start --wait --silent -o "$only_socket"
  create-database || [ "$(psql -XAtqc "select count(*) from pg_database where datname = 'sotevarmenne'" postgres)" = 1 ]
  pg_ctl stop --wait --silent --mode=fast
  : > "$PGDATA/database-made"
fi
# shellcheck disable=SC2086
exec postgres $only_socket "$@"
