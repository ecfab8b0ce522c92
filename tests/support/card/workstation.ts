import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { preloaded } from './preloaded.ts'
import { cardModules, libraries, type Ended, type VirtualReader } from './virtual-reader.ts'

/** A workstation with log-on by Debian's libpam-pkcs11. */
export type Workstation = {
  /** Authenticates the user by PAM, as `login` does, and types the PIN. */
  readonly logOn: (user: string, pin: string) => Promise<Ended>
}

/**
 * PAM with its own folder of services (pam_wrapper): leaves the machine's configuration untouched, and needs
 * no root.
 */
export async function setUpWorkstation(
  reader: VirtualReader,
  {
    cas,
    user,
    subject,
  }: {
    /** PEM file of every CA, roots included. */
    readonly cas: string
    readonly user: string
    /** Subject of the user's certificate, in the format of `openssl x509 -nameopt compat`. */
    readonly subject: string
  },
): Promise<Workstation> {
  const folder = path.join(reader.directory, 'workstation')
  const file = (name: string) => path.join(folder, name)
  await mkdir(file('pam.d'), { recursive: true })
  await writeFile(file('subjects'), `${subject} -> ${user}\n`)
  await writeFile(
    file('pam_pkcs11.conf'),
    `pam_pkcs11 {
  nullok = false;
  use_pkcs11_module = opensc;
  pkcs11_module opensc {
    module = ${cardModules.pkcs11};
    ca_dir = ${cas};
    cert_policy = ca, signature, crl_online;
    token_type = "card";
  }
  use_mappers = subject;
  mapper subject {
    module = internal;
    mapfile = file://${file('subjects')};
  }
}
`,
  )
  const service = `auth required ${workstationModules.pam} config_file=${file('pam_pkcs11.conf')}\n`
  for (const name of ['workstation', 'other']) await writeFile(file(`pam.d/${name}`), service)

  return {
    logOn: (who, pin) =>
      // By a shell, which returns a number also where the module ends its program.
      reader.run('sh', [
        ...['-c', 'pin=$1; shift; echo "$pin" | env "$@"', 'sh', pin],
        `LD_PRELOAD=${preloaded(workstationModules.wrapper)}`,
        ...['PAM_WRAPPER=1', `PAM_WRAPPER_SERVICE_DIR=${file('pam.d')}`],
        ...['pamtester', 'workstation', who, 'authenticate'],
      ]),
  }
}

export const workstationModules = {
  pam: `${libraries}/security/pam_pkcs11.so`,
  wrapper: `${libraries}/libpam_wrapper.so`,
} as const
