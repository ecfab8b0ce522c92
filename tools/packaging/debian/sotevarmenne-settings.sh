#!/bin/sh
# The first settings of the server, and the key that encrypts personal data. What exists stays as it is.
set -eu
[ $# -eq 2 ] || {
  echo "usage: sotevarmenne-settings <public URL> <validation URL>" >&2
  exit 1
}
folder=/etc/sotevarmenne
umask 077
install -d -m 755 "$folder"
new() {
  if [ -e "$folder/$1" ]; then
    cat > /dev/null
    echo "$folder/$1 stays as it is"
  else
    cat > "$folder/$1"
    echo "wrote $folder/$1"
  fi
}
new people-key <<END
$(openssl rand -base64 32)
END
chgrp sotevarmenne-people "$folder/people-key"
chmod 440 "$folder/people-key"
new service.env <<END
# Settings of every process of the server. A value goes to the end of its line; a URL with & needs no quotes.
# All settings: docs/operations/README.md.
SOTEVARMENNE_PUBLIC_URL=$1
SOTEVARMENNE_VALIDATION_URL=$2
END
new people.env <<END
# Settings of the processes that handle people's data: web, jobs and the commands. Without registers, and a card and
# letter bureau, these do not start.
SOTEVARMENNE_PEOPLE_KEY_FILE=$folder/people-key
END
for name in web jobs ocsp cli; do
  new "$name.env" <<END
SOTEVARMENNE_DATABASE_URL=postgresql://sotevarmenne_$name@/sotevarmenne?host=/run/postgresql
END
done
new tls-sign-in.env <<END
SOTEVARMENNE_DATABASE_URL=postgresql://sotevarmenne_tls_sign_in@/sotevarmenne?host=/run/postgresql
END
new migrate.env <<END
SOTEVARMENNE_DATABASE_URL=postgresql://sotevarmenne@/sotevarmenne?host=/run/postgresql
END
