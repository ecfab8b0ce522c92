import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Another product that issues over HTTP, pinned to one core. */
export type IssuingPeer = {
  readonly port: number
  readonly path: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

/**
 * `cfssl serve` with a P-256 CA, storing in SQLite with a write-ahead log; undefined where it is not
 * installed.
 */
export async function startCfsslIssuer(
  folder: string,
  { port, core }: { readonly port: number; readonly core: number },
): Promise<IssuingPeer | undefined> {
  if (!(await isInstalled('cfssl'))) return undefined
  const { key, certificate } = await makeCa(folder)
  const usages = ['digital signature', 'server auth', 'client auth']
  const url = 'http://status.bench.example'
  await writeFile(
    path.join(folder, 'cfssl.json'),
    JSON.stringify({
      signing: {
        default: { expiry: '8760h', usages, crl_url: `${url}/crl`, ocsp_url: `${url}/ocsp` },
      },
    }),
  )
  const database = path.join(folder, 'cfssl.db')
  makeDatabase(database)
  const place = path.join(folder, 'cfssl-db.json')
  await writeFile(place, JSON.stringify({ driver: 'sqlite3', data_source: database }))
  const child = spawn(
    'taskset',
    [
      ...['-c', String(core), 'cfssl', 'serve', '-address', '127.0.0.1', '-port', String(port)],
      ...['-ca', certificate, '-ca-key', key, '-config', path.join(folder, 'cfssl.json')],
      ...['-db-config', place, '-loglevel', '4'],
    ],
    { stdio: 'ignore', env: { ...process.env, GOMAXPROCS: '1' } },
  )
  const responses = () =>
    fetch(`http://127.0.0.1:${String(port)}/`).then(
      () => true,
      () => false,
    )
  for (let round = 0; !(await responses()); round += 1) {
    if (child.exitCode !== null || round > 200) throw new Error('cfssl did not start')
    await sleep(50)
  }
  return {
    port,
    path: '/api/v1/cfssl/sign',
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** As cfssl's own migration creates it, plus a write-ahead log, with which it is three times as fast. */
function makeDatabase(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal')
  database.exec(`create table certificates (
    serial_number blob not null, authority_key_identifier blob not null, ca_label blob, status blob not null,
    reason int, expiry timestamp, revoked_at timestamp, pem blob not null, issued_at timestamp,
    not_before timestamp, metadata text, sans text, common_name text,
    primary key (serial_number, authority_key_identifier))`)
  database.close()
}

/**
 * Certifies all requests (PEM) in one process of `openssl ca`, which stores its index in a text file that it
 * writes at the end; returns the seconds that it took. Undefined where it is not installed.
 */
export async function certifyWithOpenssl(
  folder: string,
  requests: readonly string[],
  core: number,
): Promise<number | undefined> {
  if (!(await isInstalled('openssl'))) return undefined
  const own = path.join(folder, 'openssl-ca')
  await rm(own, { recursive: true, force: true })
  await mkdir(path.join(own, 'certs'), { recursive: true })
  const { key, certificate } = await makeCa(own)
  const config = path.join(own, 'ca.cnf')
  await writeFile(
    config,
    `[ca]
default_ca = c
[c]
database = ${own}/index.txt
new_certs_dir = ${own}/certs
rand_serial = yes
certificate = ${certificate}
private_key = ${key}
default_md = sha256
default_days = 365
policy = p
x509_extensions = e
copy_extensions = copy
unique_subject = no
[p]
countryName = optional
organizationName = optional
commonName = supplied
[e]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth,clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://status.bench.example/crl
authorityInfoAccess = OCSP;URI:http://status.bench.example/ocsp
`,
  )
  await writeFile(path.join(own, 'index.txt'), '')
  const files = await Promise.all(
    requests.map(async (request, index) => {
      const file = path.join(own, `${String(index)}.csr`)
      await writeFile(file, request)
      return file
    }),
  )
  const start = performance.now()
  await run(
    'taskset',
    [
      ...['-c', String(core), 'openssl', 'ca', '-batch', '-notext', '-config', config],
      ...['-out', '/dev/null', '-infiles', ...files],
    ],
    { maxBuffer: 1 << 28 },
  )
  return (performance.now() - start) / 1000
}

async function makeCa(folder: string) {
  const key = path.join(folder, 'peer-ca.key')
  const certificate = path.join(folder, 'peer-ca.pem')
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
    ...['-subj', '/CN=Bench CA', '-keyout', key, '-out', certificate],
  ])
  return { key, certificate }
}

const isInstalled = (program: string): Promise<boolean> =>
  run('which', [program]).then(
    () => true,
    () => false,
  )

const run = promisify(execFile)
