#!/bin/sh
# Fetches the lists of all authorities into one file of PEM, as nginx and openssl read it. Run it every ten minutes.
#   fetch-crls.sh http://localhost:8081 lists.pem root-g1-ecc professional-g1-ecc
set -eu
status=$1
file=$2
shift 2
for authority in "$@"; do
  # -f: an error is no list. What can't be read as one ends the script, and the file stays as it was.
  curl -fsS --compressed "$status/crl/$authority.crl" | openssl crl -inform DER
done > "$file.new"
mv "$file.new" "$file"
