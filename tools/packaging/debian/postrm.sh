#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
if [ "$1" = purge ]; then
  for file in @settings@; do rm -f "/etc/sotevarmenne/$file"; done
  for folder in @folders@; do rm -rf "/var/lib/sotevarmenne/$folder"; done
  # Without these nothing of before opens again: they are removed by a person, or never.
  for file in @secrets@; do
    if [ -d "/var/lib/sotevarmenne/$file" ]; then rmdir "/var/lib/sotevarmenne/$file" 2> /dev/null || true; fi
    for place in "/etc/sotevarmenne/$file" "/var/lib/sotevarmenne/$file"; do
      if [ -e "$place" ]; then echo "$place stays: it can’t be made again. Delete it by hand when it is no longer needed"; fi
    done
  done
  for folder in /etc/sotevarmenne /var/lib/sotevarmenne; do
    if [ -d "$folder" ]; then rmdir "$folder" 2> /dev/null || true; fi
  done
fi
