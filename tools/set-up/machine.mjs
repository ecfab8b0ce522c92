/**
 * The project's requirements on a machine, installed by the project itself. Plain JavaScript without
 * packages: it runs on any Node of the machine (20 or newer), before anything of ours is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import path from 'node:path'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
/** TypeScript's compiler; the tools read sources with the interface of version 6, which version 7 has not yet. */
export const compiler = path.join(root, 'node_modules/typescript-7/bin/tsc')

export const isContinuousIntegration = process.env.CI === 'true'

/** Node 24 from the npm package for this processor. */
export const node24 = path.join(root, `node_modules/node-linux-${process.arch}/bin/node`)

/** Debian packages that tests use, and why. `npm start` needs none of them. */
const debianPackages = {
  'build-essential': 'builds the PKCS#11 add-on',
  python3: 'builds the PKCS#11 add-on',
  pcscd: 'real PC/SC',
  wine: 'runs the reader software for Windows',
  wine64: 'runs the reader software for Windows',
  wixl: 'packages the reader software for Windows',
  msitools: 'packages the reader software for Windows',
  osslsigncode: 'signs the package for Windows',
  'vsmartcard-vpcd': 'virtual reader',
  opensc: 'stock card tools',
  'opensc-pkcs11': 'stock PKCS#11 module',
  'pkcs11-provider': 'openssl with the card',
  'gnutls-bin': 'GnuTLS with the card',
  'libnss3-tools': 'NSS with the card',
  'krb5-kdc': 'log-on to a workstation with the card',
  'krb5-admin-server': 'log-on to a workstation with the card',
  'krb5-pkinit': 'log-on to a workstation with the card',
  'krb5-user': 'log-on to a workstation with the card',
  'libpam-pkcs11': 'log-on to a workstation with the card',
  'libpam-wrapper': 'log-on to a workstation with the card',
  pamtester: 'log-on to a workstation with the card',
  softhsm2: 'an HSM for CA keys',
  'p11-kit': 'the HSM behind a connection that can break',
  'p11-kit-modules': 'the HSM behind a connection that can break',
  openssl: 'independent check of certificates',
  'openssl-provider-fips': 'signs for the signer',
  zlint: 'independent lint of certificates',
  'python3-cryptography': 'an example for relying parties',
  'python3-cryptography-vectors': 'data of the path validation tests of NIST (PKITS)',
  'postgresql-17': 'the other database',
  patroni: 'a database that fails over',
  'python3-etcd': 'how Patroni reaches etcd',
  'python3-dnspython': 'how Patroni reaches etcd',
  'etcd-server': 'where Patroni keeps who is primary',
  haproxy: 'leads to the primary',
  pgbouncer: 'shares connections to the database',
  slapd: 'the directory',
  nginx: 'an example for relying parties, and a measure for OCSP',
  curl: 'an example for relying parties',
  certbot: 'orders certificates by ACME',
  lego: 'orders certificates by ACME',
  'acme.sh': 'orders certificates by ACME',
  uacme: 'orders certificates by ACME',
  dehydrated: 'orders certificates by ACME',
  caddy: 'orders certificates by ACME',
  'apache2-bin': 'orders certificates by ACME (mod_md)',
  'ruby-acme-client': 'orders certificates by ACME',
  'default-jdk-headless': 'an example for relying parties',
  'mono-mcs': 'an example for relying parties (compiles C#)',
  'mono-runtime': 'an example for relying parties (runs C#)',
  chromium: 'journeys in a real browser',
  'chromium-headless-shell': 'looks at pages',
  'firefox-esr': 'log-in with the card by another browser',
  'libp11-kit-dev': 'builds the module that gives the PIN where a browser has no window',
  xvfb: 'a screen on which a PIN is typed into a browser',
  xdotool: 'types it',
  'fonts-dejavu-core': 'letters in pictures of pages',
  'poppler-utils': 'independent check of letters',
  'libxml2-utils': 'independent check of e-invoices',
  xmlsec1: 'independent check of XAdES signatures',
  litetlog: 'a witness of the audit log',
  rsyslog: 'a SIEM to which the audit log is forwarded (its service is not used)',
  'rsyslog-openssl': 'its TLS',
  'openssh-client': 'holds the key of the witness',
  libfaketime: 'another day, for suites that read a clock',
  systemd: 'judges the units (systemd-analyze; nothing runs under it)',
  'python3-seccomp': 'starts programs under the system call filters of their units',
  prometheus: 'tries the example alerts (promtool; its service is not used)',
}

/** Services installed with a package of which only a program is used: they are stopped. */
const unusedServices = {
  prometheus: 'prometheus',
  caddy: 'caddy',
  rsyslog: 'rsyslog',
  patroni: 'patroni',
  'etcd-server': 'etcd',
  haproxy: 'haproxy',
  pgbouncer: 'pgbouncer',
}
/** Additional Debian packages of `npm run test:long`. */
export const longPackages = {
  'golang-go': 'builds the witness of the audit log',
  'golang-github-filosottile-litetlog-dev': 'builds the witness of the audit log',
}
/** Additional Debian packages of `npm run bench`: products for comparison, and load generators. */
export const benchPackages = {
  'nginx-light': 'serves responses as files',
  'golang-cfssl': 'another OCSP responder and CA',
  wrk: 'load generator at full speed',
  'nghttp2-client': 'load generator at a steady rate',
  iproute2: 'lists listening ports',
}

export function say(text) {
  process.stdout.write(`${text}\n`)
}

/** Installs the Debian packages that tests use. Asks for confirmation, except with `--yes` or `CI=true`. */
export async function installDebianPackages({ yes, more = {} }) {
  const wanted = { ...debianPackages, ...more }
  const missing = Object.keys(wanted).filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  say(`Missing Debian packages:\n${missing.map((name) => `  ${name}: ${wanted[name]}`).join('\n')}`)
  if (!(yes || isContinuousIntegration || (await agrees('Install them now with apt-get?')))) {
    say('Going on without: tests that need them are skipped and say so.')
    return
  }
  const sudo = process.getuid?.() === 0 ? [] : ['sudo']
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const command of [
    [...sudo, 'apt-get', 'update', '-q'],
    [...sudo, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', ...missing],
  ]) {
    const [program, ...words] = command
    const { status } = spawnSync(program, words, { stdio: 'inherit', env: environment })
    if (status !== 0) stopOrGoOn(`'${command.join(' ')}' failed`)
  }
  const started = Object.entries(unusedServices)
    .filter(([name]) => missing.includes(name) && isInstalled(name))
    .map(([, service]) => service)
  if (started.length === 0 || !existsSync('/run/systemd/system')) return
  const [program, ...words] = [...sudo, 'systemctl', 'disable', '--now', ...started]
  spawnSync(program, words, { stdio: 'inherit' })
}

/** `npm ci` when the lock file changed since the last time, with the headers of our own Node for native add-ons. */
export function installNodePackages({ again = false } = {}) {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  const mark = path.join(root, 'node_modules/.installed-lock')
  if (!again && existsSync(mark) && readFileSync(mark, 'utf8') === lock && existsSync(node24))
    return
  say('Installing npm packages (npm ci), which takes some minutes …')
  // npm warns that the machine's Node is older than packages require: they run on the Node installed with them.
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, npm_config_nodedir: path.dirname(path.dirname(node24)) },
  })
  if (status !== 0) {
    say('npm ci failed.')
    process.exit(1)
  }
  writeFileSync(mark, lock)
}

/**
 * Loads the native add-ons: npm drops an optional package silently when its build fails, as it does when the
 * first `npm ci` ran before the Debian packages were installed. Then it is installed again.
 */
export function loadNativeAddOns() {
  if (missingAddOns().length > 0) installNodePackages({ again: true })
  for (const words of missingAddOns()) stopOrGoOn(words)
}

/** What does not work here because a native add-on does not load, in words; empty when all do. */
export const missingAddOns = () =>
  Object.entries({
    koffi: 'real card readers (PC/SC); cards in process work all the same',
    pkcs11js: 'CA keys in an HSM (PKCS#11); keys in sealed files work all the same',
  })
    .filter(
      ([name]) =>
        spawnSync(node24, ['-e', `import('${name}')`], { cwd: root, stdio: 'ignore' }).status !== 0,
    )
    .map(([name, use]) => `The add-on '${name}' does not load. Without it: no ${use}.`)

/**
 * Builds the pages when they are older than their sources; first in a separate folder, so that two builds at
 * once do not collide.
 */
export function buildPortal() {
  const dist = path.join(root, 'apps/portal/dist')
  const mark = path.join(dist, '.built-from')
  // Its developer site is made from documents.
  const documents = ['docs/relying-parties', 'docs/api', 'CHANGELOG.md']
  const sources = sourceDigest(['apps/portal', ...librariesOf('apps/portal'), ...documents])
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return
  say('Building the pages (after a change of their sources only) …')
  const aside = path.join(root, `node_modules/.portal-${process.pid}`)
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  run(node24, [vite, 'build', '--logLevel', 'warn', '--outDir', aside, '--emptyOutDir'], {
    cwd: path.join(root, 'apps/portal'),
  })
  writeFileSync(path.join(aside, '.built-from'), sources)
  rmSync(dist, { recursive: true, force: true })
  renameSync(aside, dist)
}

/** Runs a program to its end; stops the whole set-up when it fails. */
export function run(program, words, options = {}) {
  const { status } = spawnSync(program, words, {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
    ...options,
  })
  if (status !== 0) process.exit(status ?? 1)
}

/** Starts a program that runs beside this one. */
export const start = (program, words, options = {}) =>
  spawn(program, words, { cwd: root, stdio: 'inherit', env: environment(), ...options })

/**
 * Our Node and our tools come first on the path. Node's compile cache is stored: a process then starts in
 * half the time.
 */
export const environment = () => ({
  NODE_COMPILE_CACHE: path.join(root, 'node_modules/.compiled'),
  ...process.env,
  PATH: `${path.dirname(node24)}:${path.join(root, 'node_modules/.bin')}:${process.env.PATH}`,
})

function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], {
    encoding: 'utf8',
  })
  return stdout === 'installed'
}

async function agrees(prompt) {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const reply = await terminal.question(`${prompt} [y/N] `)
  terminal.close()
  return /^(y|yes|k|kyllä|j|ja)$/i.test(reply.trim())
}

function stopOrGoOn(text) {
  say(text)
  if (isContinuousIntegration) process.exit(1)
}

/** Folders of our libraries on which a workspace depends, directly or not. */
function librariesOf(folder, found = new Set()) {
  const { dependencies = {} } = JSON.parse(
    readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
  )
  for (const name of Object.keys(dependencies)) {
    const library = name.replace('@sotevarmenne/', 'libs/')
    if (library === name || found.has(library)) continue
    librariesOf(library, found.add(library))
  }
  return [...found].sort()
}

function sourceDigest(folders) {
  const { stdout } = spawnSync(
    'sh',
    [
      '-c',
      `find ${folders.join(' ')} -type f -not -path '*/node_modules/*' -not -path '*/dist/*' | sort | xargs sha256sum`,
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  return createHash('sha256').update(stdout).digest('hex')
}
