#!/bin/sh
# Entry point of the image: one of its processes, or a command of the operators. /bin/sh and Node are all that it uses.
set -eu
lib=/usr/lib/sotevarmenne
page=docs/operations/containers.md
export SOTEVARMENNE_DATA="${SOTEVARMENNE_DATA:-/var/lib/sotevarmenne}"
data=$SOTEVARMENNE_DATA
node=$lib/bin/node
process=${1:-}
[ $# -eq 0 ] || shift

fail() {
  echo "sotevarmenne $process: $1 ($page)" >&2
  exit 1
}

# The file system of a folder; empty where it is the container's own.
mounted_type() {
  found=
  set -f
  while read -r line; do
    # shellcheck disable=SC2086
    set -- $line
    at=$5
    [ "$at" != / ] || continue
    case "$folder/" in
    "$at"/*) found=${line#* - } ;;
    esac
  done < /proc/self/mountinfo
  echo "${found%% *}"
}

# What a process needs of its data: `write` what would be lost with the container, `read` what another process writes.
needs() {
  how=$1
  shift
  for folder in "$@"; do
    folder=$data/$folder
    type=$(mounted_type)
    [ -n "$type" ] ||
      fail "no volume is mounted at $folder: mount one there or at $data. Without it this container would lose what it writes, and see nothing of the others"
    [ "$how $type" != 'store tmpfs' ] ||
      fail "$folder is in memory (tmpfs): the keys would be lost with the container. Mount a volume that stays"
    [ -d "$folder" ] ||
      fail "$folder is missing on its volume: run the command prepare once, as root, with the same volumes"
    if [ "$how" = read ]; then
      { [ -r "$folder" ] && [ -x "$folder" ]; } ||
        fail "this user may not read $folder: run the command prepare once, as root, or set the volume's owner"
    else
      { [ -w "$folder" ] && [ -x "$folder" ]; } ||
        fail "this user may not write $folder: run the command prepare once, as root, or set the volume's owner"
    fi
  done
}

# Who produces cards itself in virtual readers stores these cards, too.
virtual_cards() {
  [ "${SOTEVARMENNE_PRODUCTION_READER:-virtual}" != virtual ] || needs write cards
}

# Debian's cryptographic module is tested at each start, as by the unit.
with_module() {
  [ -w /tmp ] || fail 'this user may not write /tmp: mount a tmpfs there'
  /usr/bin/openssl fipsinstall -quiet -module "$OPENSSL_MODULES/fips.so" -out /tmp/fipsmodule.cnf ||
    fail 'the cryptographic module of Debian did not pass its test'
}

cd "$lib"
case $process in
web)
  umask 0077
  needs read run/issuing ca
  exec "$node" --min-semi-space-size=32 --max-semi-space-size=32 apps/server/src/entry/web.ts "$@"
  ;;
jobs)
  umask 0007
  needs read run/issuing ca
  virtual_cards
  exec "$node" apps/server/src/entry/jobs.ts "$@"
  ;;
ocsp)
  umask 0077
  needs read run/ocsp ca
  needs write crls
  exec "$node" --max-semi-space-size=2 --initial-old-space-size=128 apps/server/src/entry/ocsp.ts "$@"
  ;;
tls-sign-in)
  umask 0077
  needs read ca
  exec "$node" apps/server/src/entry/tls-sign-in.ts "$@"
  ;;
signer | rehearse)
  umask 0027
  needs store keys ca
  needs write run/issuing run/ocsp run/audit run/receipts run/production run/relay
  with_module
  export OPENSSL_CONF_INCLUDE=/tmp UV_THREADPOOL_SIZE="${UV_THREADPOOL_SIZE:-16}"
  [ "$process" = signer ] || set -- --rehearse-ceremony --then-stop
  exec "$node" --min-semi-space-size=32 --max-semi-space-size=32 --openssl-config=docs/operations/openssl/signer.cnf apps/signer/src/start.ts "$@"
  ;;
ceremony)
  umask 0027
  needs store keys ca
  exec "$node" apps/signer/src/ceremony.ts "$@"
  ;;
prepare) exec "$node" image/prepare.mjs "$data" ;;
health) exec "$node" image/health.mjs "${1:-}" ;;
migrate)
  umask 0077
  exec "$node" apps/server/src/entry/cli.ts migrate "$@"
  ;;
cli)
  umask 0007
  needs read run/issuing ca
  virtual_cards
  exec "$node" apps/server/src/entry/cli.ts "$@"
  ;;
*)
  echo "usage: <image> web | jobs | ocsp | tls-sign-in    a process of the server
       <image> signer                             the signer: start it without a network
       <image> migrate                            tables of the database, and rights of the processes
       <image> cli <words>                        a command of the operators
       <image> ceremony <words>                   the key ceremony
       <image> rehearse                           TEST CAs, to try the installation
       <image> prepare                            folders on empty volumes; as root, once
       <image> health <process>                   whether a process of this container works" >&2
  exit 1
  ;;
esac
