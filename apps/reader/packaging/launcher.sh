#!/bin/sh
# The card reader software of one user. See sotevarmenne-reader(1).
set -eu
umask 077

if [ -r /etc/sotevarmenne-reader/reader.conf ]; then
  set -a
  . /etc/sotevarmenne-reader/reader.conf
  set +a
fi
lib=/usr/lib/sotevarmenne-reader
export SOTEVARMENNE_DATA="${SOTEVARMENNE_DATA:-${XDG_DATA_HOME:-$HOME/.local/share}/sotevarmenne}"
export SOTEVARMENNE_CARD_READER="${SOTEVARMENNE_CARD_READER:-pcsc}"
export SOTEVARMENNE_ROOTS="${SOTEVARMENNE_ROOTS:-/etc/sotevarmenne-reader/roots:$lib/roots}"
# Shows the page to who is asked something while no browser has it open. Empty: nothing does.
export SOTEVARMENNE_PAGE_OPENER="${SOTEVARMENNE_PAGE_OPENER-xdg-open}"
if [ -r "$lib/notice-key.pem" ]; then
  export SOTEVARMENNE_NOTICE_KEY_FILE="$lib/notice-key.pem"
fi
# Fewer heaps of the C library: what one thread has freed, another takes.
export MALLOC_ARENA_MAX=2
program() { exec "$lib/node" --max-semi-space-size=1 "$lib/reader.mjs" "$@"; }
page="$SOTEVARMENNE_DATA/reader/page.html"
isRunning() { "$lib/node" "$lib/reader.mjs" is-running; }

case "${1:-open}" in
  # A file stands between: an address among a program's words could be read by every user of the machine.
  open)
    if ! isRunning; then
      setsid "$0" run >/dev/null 2>&1 &
      for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        isRunning && break
        sleep 0.5
      done
    fi
    exec xdg-open "$page"
    ;;
  # Desktops without systemd; where it has started the program already, there is nothing to do.
  autostart)
    if command -v systemctl >/dev/null && systemctl --user --quiet is-active sotevarmenne-reader.service; then
      exit 0
    fi
    program run --at-session-start
    ;;
  *) program "$@" ;;
esac
