#!/bin/sh
# A browser starts this for the extension of the card reader software. What it adds to the command is not used: only the
# extensions in the host's manifest may start it.
exec /usr/bin/sotevarmenne-reader native-host
