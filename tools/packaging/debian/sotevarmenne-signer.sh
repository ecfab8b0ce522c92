#!/bin/sh
# Commands at the signer: the key ceremony, and its first settings.
set -eu
umask 0027
lib=/usr/lib/sotevarmenne-signer
settings=/etc/sotevarmenne/signer.env
export SOTEVARMENNE_DATA="${SOTEVARMENNE_DATA:-/var/lib/sotevarmenne}"
as_signer() {
  exec "$lib/bin/node" "$lib/libs/runtime/src/as-user.ts" sotevarmenne-signer '' "$settings" "$@"
}
case "${1:-}" in
settings)
  [ $# -eq 2 ] || {
    echo "usage: sotevarmenne-signer settings <validation URL>" >&2
    exit 1
  }
  [ ! -e "$settings" ] || {
    echo "$settings exists: it stays as it is" >&2
    exit 1
  }
  umask 077
  install -d -m 755 /etc/sotevarmenne
  if [ ! -e /etc/sotevarmenne/signer-passphrase ]; then
    openssl rand -base64 24 > /etc/sotevarmenne/signer-passphrase
    chown sotevarmenne-signer: /etc/sotevarmenne/signer-passphrase
    chmod 400 /etc/sotevarmenne/signer-passphrase
  fi
  cat > "$settings" <<END
# Settings of the signer. A value goes to the end of its line; a URL with & needs no quotes.
SOTEVARMENNE_VALIDATION_URL=$2
SOTEVARMENNE_SIGNER_PASSPHRASE_FILE=/etc/sotevarmenne/signer-passphrase
END
  echo "wrote $settings and /etc/sotevarmenne/signer-passphrase: store a copy of the passphrase apart from the backups"
  ;;
rehearse)
  [ $# -eq 1 ] || {
    echo "usage: sotevarmenne-signer rehearse" >&2
    exit 1
  }
  as_signer "$lib/apps/signer/src/start.ts" --rehearse-ceremony --then-stop
  ;;
ceremony)
  shift
  as_signer "$lib/apps/signer/src/ceremony.ts" "$@"
  ;;
*)
  cat >&2 <<END
usage: sotevarmenne-signer settings <validation URL>   the first settings, and a passphrase for the keys
       sotevarmenne-signer ceremony <words>            the key ceremony (docs/operations/ceremony.md)
       sotevarmenne-signer rehearse                    TEST CAs, to try the installation
END
  exit 1
  ;;
esac
