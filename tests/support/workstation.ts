import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { preloaded } from './preloaded.ts'
import { cardModules, libraries, type Ended, type VirtualReader } from './virtual-reader.ts'

/** A workstation that lets people in by Debian's libpam-pkcs11. */
export type Workstation = {
  /** Asks PAM to let the user in, as `login` does, and types the PIN. */
  readonly logOn: (user: string, pin: string) => Promise<Ended>
}

/** PAM with a folder of services of its own (pam_wrapper): nothing of the machine's is touched, and nobody has to be root. */
export async function setUpWorkstation(
  reader: VirtualReader,
  {
    authorities,
    user,
    subject,
  }: {
    /** PEM file of every authority, roots included. */
    readonly authorities: string
    readonly user: string
    /** Of the user's certificate, as `openssl x509 -nameopt compat` writes it. */
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
    ca_dir = ${authorities};
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
      // By a shell, which tells a number also where the module ends its program.
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
