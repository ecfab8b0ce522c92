#!/bin/sh
set -e
if [ "$1" = remove ] && command -v systemctl > /dev/null; then
  for unit in @units@; do
    systemctl disable "$unit" > /dev/null 2>&1 || true
    systemctl stop "$unit" > /dev/null 2>&1 || true
  done
fi
