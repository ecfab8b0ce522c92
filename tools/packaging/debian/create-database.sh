#!/bin/sh
# Run by postgres: the database, a role for each process, and peer authentication by their Unix users. No passwords.
set -eu
cd /
if [ "$(psql -XAtqc "select count(*) from pg_database where datname = 'sotevarmenne'" postgres)" != 0 ]; then
  echo "the database sotevarmenne exists: nothing was changed" >&2
  exit 1
fi
for role in sotevarmenne sotevarmenne_web sotevarmenne_tls_sign_in sotevarmenne_jobs sotevarmenne_ocsp sotevarmenne_cli; do
  createuser "$role"
done
createdb --owner sotevarmenne --encoding UTF8 --template template0 sotevarmenne
hba=$(psql -XAtqc 'show hba_file' postgres)
ident=$(psql -XAtqc 'show ident_file' postgres)
cp -p "$hba" "$hba.before-sotevarmenne"
{
  echo 'local  all  /^sotevarmenne(_|$)  peer map=sotevarmenne'
  cat "$hba.before-sotevarmenne"
} > "$hba"
cat >> "$ident" <<END
sotevarmenne  sotevarmenne-migrate      sotevarmenne
sotevarmenne  sotevarmenne-web          sotevarmenne_web
sotevarmenne  sotevarmenne-tls-sign-in  sotevarmenne_tls_sign_in
sotevarmenne  sotevarmenne-jobs         sotevarmenne_jobs
sotevarmenne  sotevarmenne-ocsp         sotevarmenne_ocsp
sotevarmenne  sotevarmenne-cli          sotevarmenne_cli
END
psql -Xqc 'select pg_reload_conf()' postgres > /dev/null
echo "the database sotevarmenne and its six roles are there; added a line to $hba and six to $ident"
