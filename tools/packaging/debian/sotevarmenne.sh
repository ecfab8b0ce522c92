#!/bin/sh
# Commands of the operators, as a user of their own; settings are read as systemd reads them.
set -eu
umask 0007
lib=/usr/lib/sotevarmenne-server
cd "$lib"
if [ "${1:-}" = migrate ]; then
  set -- sotevarmenne-migrate '' /etc/sotevarmenne/service.env,/etc/sotevarmenne/migrate.env apps/server/src/entry/cli.ts "$@"
else
  set -- sotevarmenne-cli sotevarmenne-issuing,sotevarmenne-audit,sotevarmenne-receipts,sotevarmenne-production,sotevarmenne-people,sotevarmenne-cards \
    /etc/sotevarmenne/service.env,/etc/sotevarmenne/cli.env apps/server/src/entry/cli.ts "$@"
fi
export SOTEVARMENNE_DATA="${SOTEVARMENNE_DATA:-/var/lib/sotevarmenne}"
exec "$lib/bin/node" libs/runtime/src/as-user.ts "$@"
