#!/bin/sh
# Commands of the operators, as a user of their own; settings are read as systemd reads them.
set -eu
umask 0007
# Also where the package was only extracted: a new version is asked before an upgrade.
lib=$(cd "$(dirname "$0")/../lib/sotevarmenne-server" && pwd)
case "${1:-}" in
ceremony)
  # Only the signer has access to CA keys.
  command -v sotevarmenne-signer > /dev/null || {
    echo "a key ceremony is held where the package sotevarmenne-signer is installed" >&2
    exit 1
  }
  exec sotevarmenne-signer "$@"
  ;;
migrate)
  user=migrate
  groups=''
  settings=service,migrate
  ;;
*)
  user=cli
  settings=service,people,cli
  groups=sotevarmenne-issuing,sotevarmenne-audit,sotevarmenne-receipts,sotevarmenne-production,sotevarmenne-people,sotevarmenne-cards
  ;;
esac
export SOTEVARMENNE_DATA="${SOTEVARMENNE_DATA:-/var/lib/sotevarmenne}"
exec "$lib/bin/node" "$lib/libs/runtime/src/as-user.ts" "sotevarmenne-$user" "$groups" \
  "$(echo "$settings" | sed 's#[a-z]*#/etc/sotevarmenne/&.env#g')" "$lib/apps/server/src/entry/cli.ts" "$@"
