import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isListenedOn, reservePorts } from '../network/free-ports.ts'

/** A separate Kerberos realm with log-on by certificate (PKINIT, RFC 4556). */
export type Realm = {
  /** For `kinit` and related programs. */
  readonly environment: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

const name = 'TEST.EXAMPLE'

/**
 * Starts a KDC of Debian that trusts the root, knows the CA below it, and accepts `user` with a certificate
 * for smart-card log-on and a matching subject.
 */
export async function startRealm({
  directory,
  root,
  issuer,
  user,
  subject,
}: {
  readonly directory: string
  /** PEM files. */
  readonly root: string
  readonly issuer: string
  readonly user: string
  /** An expression in Kerberos syntax. */
  readonly subject: string
}): Promise<Realm> {
  const folder = path.join(directory, 'realm')
  await mkdir(folder)
  const file = (named: string): string => path.join(folder, named)
  const reserved = await reservePorts(1)
  const address = `127.0.0.1:${String(reserved.first)}`
  const trusted = { kdcRoot: file('kdc-root.pem'), root, issuer }
  await writeFile(file('krb5.conf'), clientConfiguration(address, trusted))
  await writeFile(file('kdc.conf'), kdcConfiguration(address, { file, root, issuer }))
  await writeFile(file('openssl.cnf'), certificateConfiguration)
  const environment = {
    KRB5_CONFIG: file('krb5.conf'),
    KRB5_KDC_PROFILE: file('kdc.conf'),
    KRB5CCNAME: `FILE:${file('tickets')}`,
  }
  const run = (program: string, words: readonly string[]) =>
    promisify(execFile)(program, words, { env: { ...process.env, ...environment } })

  const key = (named: string) => [
    ...['-newkey', 'rsa:2048', '-noenc', '-keyout', file(`${named}.key`)],
    ...['-config', file('openssl.cnf')],
  ]
  await run('openssl', [
    ...['req', '-x509', ...key('kdc-root'), '-subj', '/CN=TEST realm', '-extensions', 'root'],
    ...['-out', file('kdc-root.pem')],
  ])
  await run('openssl', [
    ...['req', '-x509', ...key('kdc'), '-subj', '/CN=TEST KDC', '-extensions', 'kdc'],
    ...['-CA', file('kdc-root.pem'), '-CAkey', file('kdc-root.key'), '-out', file('kdc.pem')],
  ])
  await run('/usr/sbin/kdb5_util', ['create', '-s', '-r', name, '-P', 'test'])
  const administer = (query: string) => run('/usr/sbin/kadmin.local', ['-r', name, '-q', query])
  await administer(`add_principal +requires_preauth -nokey ${user}`)
  await administer(`set_string ${user} pkinit_cert_match "<EKU>msScLogin<SUBJECT>${subject}"`)

  const kdc = spawn('/usr/sbin/krb5kdc', ['-n', '-r', name], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  while (!(await isListenedOn(reserved.first))) {
    if (kdc.exitCode !== null) throw new Error(`KDC exited with code ${String(kdc.exitCode)}`)
    await wait(25)
  }
  return {
    environment,
    stop: async () => {
      const ended = once(kdc, 'exit')
      kdc.kill('SIGTERM')
      await ended
      await reserved.release()
    },
  }
}

/**
 * A workstation trusts the KDC's root, and checks the chain of the card's own certificate before it sends it.
 */
const clientConfiguration = (
  address: string,
  {
    kdcRoot,
    root,
    issuer,
  }: { readonly kdcRoot: string; readonly root: string; readonly issuer: string },
): string => `[libdefaults]
default_realm = ${name}
dns_lookup_kdc = false
rdns = false
[realms]
${name} = {
  kdc = ${address}
  pkinit_anchors = FILE:${kdcRoot}
  pkinit_anchors = FILE:${root}
  pkinit_pool = FILE:${issuer}
}
`

const kdcConfiguration = (
  address: string,
  {
    file,
    root,
    issuer,
  }: {
    readonly file: (named: string) => string
    readonly root: string
    readonly issuer: string
  },
): string => `[logging]
kdc = FILE:${file('kdc.log')}
[realms]
${name} = {
  database_name = ${file('principals')}
  key_stash_file = ${file('stash')}
  kdc_listen = ${address}
  kdc_tcp_listen = ${address}
  pkinit_identity = FILE:${file('kdc.pem')},${file('kdc.key')}
  pkinit_anchors = FILE:${root}
  pkinit_pool = FILE:${issuer}
  pkinit_eku_checking = scLogin
}
`

/** As RFC 4556 § 3.2.4 requires: the purpose of a KDC, and its principal by name. */
const certificateConfiguration = `[req]
distinguished_name = none
[none]
[root]
basicConstraints = critical,CA:true
keyUsage = keyCertSign,cRLSign
[kdc]
basicConstraints = CA:false
keyUsage = digitalSignature,keyEncipherment
extendedKeyUsage = 1.3.6.1.5.2.3.5
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = otherName:1.3.6.1.5.2.2;SEQUENCE:principal
[principal]
realm = EXP:0,GeneralString:${name}
principal_name = EXP:1,SEQUENCE:principal_name
[principal_name]
name_type = EXP:0,INTEGER:2
name_string = EXP:1,SEQUENCE:strings
[strings]
one = GeneralString:krbtgt
two = GeneralString:${name}
`
