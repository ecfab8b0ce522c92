import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'ldapts'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import type { HolderFound } from './directory.ts'
import type { LdapAddress } from './ldap-directory.ts'

const slapd = '/usr/sbin/slapd'
const isMissing = spawnSync(slapd, ['-VV']).error !== undefined

/** Why its tests are skipped here; in CI they run, or fail. */
export const noSlapd = isMissing && process.env['CI'] !== 'true' ? 'not installed: slapd' : false

const setUp = new URL('../../../../../docs/operations/ldap/', import.meta.url)
const base = 'o=Sotevarmenne TEST,c=FI'

/** Debian's slapd on a free port, set up as the manual says. */
export type TestDirectory = {
  readonly address: LdapAddress
  /** PEM; the server uses it for TLS. */
  readonly certificate: string
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** What anybody can read there of a CA: certificate, CRL, CRL of a root. */
  readonly readCa: (commonName: string) => Promise<readonly (Uint8Array | undefined)[]>
  /** What anybody can read there of holders. */
  readonly readHolders: () => Promise<readonly HolderFound[]>
  /** Stops it and removes its data. */
  readonly close: () => Promise<void>
}

export async function startDirectory(): Promise<TestDirectory> {
  const folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-ldap-'))
  const { slapd: port } = await freePorts(['slapd'])
  const address: LdapAddress = {
    url: `ldap://127.0.0.1:${String(port)}`,
    base,
    bindDn: `cn=publisher,${base}`,
    password: 'a password of tests only',
  }
  const certificate = join(folder, 'server.pem')
  const key = join(folder, 'server-key.pem')
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-days', '2', '-keyout', key, '-out', certificate],
  ])
  const configuration = (await readFile(new URL('slapd.conf', setUp), 'utf8'))
    .replaceAll('/var/lib/ldap', folder)
    .replace('{SSHA}replace-me', `"${address.password}"`)
    .replace(
      '\ndatabase mdb',
      `\nTLSCertificateFile ${certificate}\nTLSCertificateKeyFile ${key}\n\ndatabase mdb`,
    )
  const file = join(folder, 'slapd.conf')
  await writeFile(file, configuration)
  execFileSync('/usr/sbin/slapadd', ['-f', file, '-l', new URL('base.ldif', setUp).pathname])

  let server: ChildProcess | undefined
  const start = async (): Promise<void> => {
    server = spawn(slapd, ['-f', file, '-h', address.url, '-d', '0'], { stdio: 'ignore' })
    for (let round = 0; round < 2400 && !(await isListening(port)); round += 1) await wait(25)
  }
  const stop = async (): Promise<void> => {
    if (server === undefined) return
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    server = undefined
    await ended
  }
  const search = async (filter: string, attributes: string[]) => {
    const client = new Client({ url: address.url })
    const { searchEntries } = await client.search(base, { scope: 'sub', filter, attributes })
    await client.unbind()
    return searchEntries
  }
  await start()
  return {
    address,
    certificate: await readFile(certificate, 'utf8'),
    start,
    stop,
    readCa: async (commonName) => {
      const attributes = [
        'cACertificate;binary',
        'certificateRevocationList;binary',
        'authorityRevocationList;binary',
      ]
      const [entry] = await search(`(&(objectClass=pkiCA)(cn=${commonName}))`, attributes)
      return attributes.map((name) => bytesOf(entry?.[name])[0])
    },
    readHolders: async () => {
      const entries = await search('(objectClass=pkiUser)', [
        'serialNumber',
        'userCertificate;binary',
      ])
      return entries.map((entry) => ({
        registrationNumber: [entry['serialNumber']].flat().map(String).join(),
        certificates: bytesOf(entry['userCertificate;binary']),
      }))
    },
    close: async () => {
      await stop()
      await rm(folder, { recursive: true })
    },
  }
}

const bytesOf = (value: unknown): readonly Uint8Array[] =>
  [value].flat().flatMap((each) => (Buffer.isBuffer(each) ? [new Uint8Array(each)] : []))

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
