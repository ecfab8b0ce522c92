#!/bin/sh
# Fetches the CRLs of all CAs into one PEM file, as nginx and openssl read it. Run it every ten minutes.
#   fetch-crls.sh http://localhost:8081 crls.pem root-g1-ecc professional-g1-ecc
set -eu
validation_url=$1
file=$2
shift 2
for ca in "$@"; do
  # -f: an error page is no CRL. What can't be parsed ends the script, and the file stays unchanged.
  curl -fsS --compressed "$validation_url/crl/$ca.crl" | openssl crl -inform DER
done > "$file.new"
mv "$file.new" "$file"
