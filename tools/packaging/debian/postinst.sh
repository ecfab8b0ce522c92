#!/bin/sh
set -e
# Users and folders. Nothing is started or enabled: the settings come first, and the order of an upgrade is the operator's.
if [ "$1" = configure ]; then
  systemd-sysusers @name@.conf
  systemd-tmpfiles --create @name@.conf
  if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
  if [ -n "$2" ]; then echo "@name@ $2 was replaced: its processes run on with the old program until they are restarted (docs/operations/upgrade.md)"; fi
fi
