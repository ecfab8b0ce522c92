/**
 * `npm run package:images`: images of containers (OCI), without a registry: a small Debian from the mirror, and the
 * production set. The same sources, versions of Debian's packages and SOURCE_DATE_EPOCH give the same digest, wherever
 * `npm ci` compiled the add-ons alike. Needs root, mmdebstrap and buildah.
 *
 *   --to <folder>       output folder (dist): of each image an OCI archive, and its bill of materials (CycloneDX)
 *   --only <names>      images, separated by commas (service)
 *   --all               all of them
 *   --mirror <line>     instead of deb.debian.org, as in sources.list; repeat it for the security archive
 *   --fast              not compressed, for tests
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { root, say } from '../set-up/machine.mjs'
import { makeFolders } from './image/folders.mjs'
import { makeProductionSet, sourceDate } from './production-set.mjs'
import { sbomOf } from './sbom-of-set.mjs'

const source = path.join(import.meta.dirname, 'image')
const lib = 'usr/lib/sotevarmenne'

const forNode = ['base-files', 'ca-certificates', 'dash', 'libc6', 'libgcc-s1', 'libstdc++6']
const forService = [...forNode, 'netbase', 'openssl', 'openssl-provider-fips', 'tzdata']

/** Jobs write checkpoints of the audit log there, if somebody else’s folder is mounted. */
const checkpoints = { 'var/lib/sotevarmenne-checkpoints': [10_004, 10_000, 0o750] }

const ofService = {
  set: 'image',
  entry: ['/usr/bin/sotevarmenne'],
  // By its number alone: its groups come from the image.
  user: '10006',
  programs: { 'sotevarmenne.sh': 'usr/bin/sotevarmenne' },
  folders: checkpoints,
  environment: (triplet) => ({
    SOTEVARMENNE_DATA: '/var/lib/sotevarmenne',
    OPENSSL_MODULES: `/usr/lib/${triplet}/ossl-modules`,
  }),
}

/** Image of each name: its Debian packages, what of ours is in it, and how it starts. */
export const images = {
  /** All processes of the service, and its commands. */
  service: { ...ofService, title: 'sotevarmenne', debian: forService },
  /** The same with an HSM in software, to try keys in an HSM: no production environment has it. */
  softhsm: {
    ...ofService,
    title: 'sotevarmenne-softhsm',
    debian: [...forService, 'softhsm2', 'opensc'],
    configuration: { 'softhsm2.conf': 'etc/softhsm2-of-service.conf' },
    environment: (triplet) => ({
      ...ofService.environment(triplet),
      SOFTHSM2_CONF: '/etc/softhsm2-of-service.conf',
    }),
    folders: { ...checkpoints, 'var/lib/softhsm/tokens': [10_001, 10_000, 0o700] },
  },
  /** The demo environment with the simulators: nothing of it goes into production. */
  demo: {
    title: 'sotevarmenne-demo',
    debian: [...forService, 'libpcsclite1'],
    set: 'demo',
    entry: [`/${lib}/bin/node`, `/${lib}/image/demo.mjs`],
    user: '10006:10000',
    programs: {},
    environment: () => ({ SOTEVARMENNE_DATA: '/data', SOTEVARMENNE_DEMO_ENVIRONMENT: '1' }),
    folders: { data: [10_006, 10_000, 0o700] },
  },
  postgresql: {
    title: 'sotevarmenne-postgresql',
    debian: ['base-files', 'coreutils', 'dash', 'libc-bin', 'postgresql-17', 'tzdata'],
    entry: ['/usr/bin/postgresql-of-service'],
    user: '10031:10031',
    stop: 'SIGINT',
    programs: {
      'postgresql.sh': 'usr/bin/postgresql-of-service',
      '../debian/create-database.sh': 'usr/bin/create-database',
    },
    environment: () => ({ LANG: 'C.UTF-8' }),
    folders: {
      'var/lib/postgresql/data': [10_031, 10_031, 0o700],
      'run/postgresql': [10_031, 10_031, 0o755],
    },
  },
  haproxy: {
    title: 'sotevarmenne-haproxy',
    debian: ['base-files', 'haproxy'],
    // One process: a master that is root without rights could not end its workers.
    entry: ['/usr/sbin/haproxy', '-db', '-f', '/etc/haproxy/haproxy.cfg'],
    stop: 'SIGUSR1',
    user: '10032:10032',
    programs: {},
    environment: () => ({}),
  },
}

export const archiveOf = (name, to) => path.join(to, `${images[name].title}_${version}.oci.tar`)

/** Builds one; returns its archive and the digest of its manifest. */
export function makeImage(name, { to, mirrors = [], isFast = false }) {
  const { title, debian, entry, user, environment, stop = 'SIGTERM' } = images[name]
  const date = sourceDate()
  // Folders and files get the same modes, in whichever shell this was started.
  process.umask(0o022)
  const work = mkdtempSync(path.join(tmpdir(), 'image-'))
  try {
    mkdirSync(to, { recursive: true })
    const base = path.join(work, 'base')
    const installed = makeBase(base, { debian, mirrors, date })
    const own = path.join(work, 'own')
    const packages = putOurs(own, name)
    writeFileSync(
      path.join(to, `${title}_${version}.cdx.json`),
      sbomOf(title, version, packages, date, { debian: installed, hasNode: packages.length > 0 }),
    )

    // A store of its own: nothing of this machine’s images is read or changed.
    const buildah = (...words) =>
      execFileSync(
        'buildah',
        ['--root', path.join(work, 'store'), '--runroot', path.join(work, 'run'), ...words],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      ).trim()
    const commit = (...words) =>
      buildah('commit', '--quiet', '--timestamp', String(date), '--format', 'oci', ...words)
    const first = buildah('from', 'scratch')
    buildah('add', '--quiet', first, archive(base, date), '/')
    const debianImage = commit(first)
    const second = buildah('from', debianImage)
    buildah('add', '--quiet', second, archive(own, date), '/')
    const triplet = `${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-linux-gnu`
    buildah(
      'config',
      ...['--entrypoint', JSON.stringify(entry), '--cmd', '', '--user', user],
      ...['--workingdir', '/', '--stop-signal', stop],
      ...Object.entries(environment(triplet)).flatMap(([key, value]) => [
        '--env',
        `${key}=${value}`,
      ]),
      ...Object.entries({
        title,
        version,
        licenses: name === 'service' ? 'EUPL-1.2' : undefined,
      }).flatMap(([key, value]) =>
        value === undefined ? [] : ['--label', `org.opencontainers.image.${key}=${value}`],
      ),
      second,
    )
    const file = archiveOf(name, to)
    rmSync(file, { force: true })
    commit(
      `--disable-compression=${String(isFast)}`,
      second,
      `oci-archive:${file}:${title}:${version}`,
    )
    return { file, digest: digestOf(file) }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Of the manifest: what a registry and podman call the image’s digest. */
export const digestOf = (file) =>
  JSON.parse(execFileSync('tar', ['-xOf', file, 'index.json'], { encoding: 'utf8' })).manifests[0]
    .digest

/**
 * A Debian of these packages and what they depend on: extracted, without their scripts, package manager or documents.
 * Returns the packages.
 */
function makeBase(to, { debian, mirrors, date }) {
  const lines =
    mirrors.length > 0
      ? mirrors
      : [
          'deb http://deb.debian.org/debian trixie main',
          'deb http://deb.debian.org/debian trixie-updates main',
          'deb http://deb.debian.org/debian-security trixie-security main',
        ]
  // Each package’s own description, where scanners of images look for them in an image without dpkg.
  const keepDescriptions = [
    'mkdir -p "$1/var/lib/dpkg/status.d"',
    'for deb in "$1"/var/cache/apt/archives/*.deb; do dpkg-deb --field "$deb" > "$1/var/lib/dpkg/status.d/$(dpkg-deb --field "$deb" Package)"; done',
  ].join('; ')
  execFileSync(
    'mmdebstrap',
    [
      ...['--quiet', '--variant=extract', '--mode=root', '--format=directory'],
      ...[`--include=${debian.join()}`, `--extract-hook=${keepDescriptions}`],
      ...['trixie', to, ...lines],
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, SOURCE_DATE_EPOCH: String(date) },
    },
  )
  const descriptions = path.join(to, 'var/lib/dpkg/status.d')
  const installed = readdirSync(descriptions)
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(descriptions, file), 'utf8')
      const field = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)[1]
      return { name: field('Package'), version: field('Version'), arch: field('Architecture') }
    })
  for (const each of [
    ...globSync('var/lib/dpkg/*', { cwd: to }).filter((file) => !file.endsWith('/status.d')),
    ...globSync('usr/share/doc/**/*', { cwd: to }).filter(
      (file) =>
        statSync(path.join(to, file), { throwIfNoEntry: false })?.isFile() === true &&
        !/\/copyright$/.test(file),
    ),
    ...['etc/apt', 'etc/hostname', 'etc/resolv.conf', 'etc/fstab', 'var/cache', 'var/lib/apt'],
    ...['var/log', 'usr/share/man', 'usr/share/locale', 'usr/share/lintian', 'boot', 'dev', 'home'],
  ])
    rmSync(path.join(to, each), { recursive: true, force: true })
  for (const each of ['dev', 'var/cache', 'var/log']) mkdirSync(path.join(to, each))
  // What the script of ca-certificates writes: one file of all CAs.
  const cas = globSync('usr/share/ca-certificates/mozilla/*.crt', { cwd: to }).sort()
  if (cas.length > 0) {
    mkdirSync(path.join(to, 'etc/ssl/certs'), { recursive: true })
    writeFileSync(
      path.join(to, 'etc/ssl/certs/ca-certificates.crt'),
      cas.map((file) => readFileSync(path.join(to, file), 'utf8')).join(''),
    )
  }
  return installed
}

/** Our own layer; returns the npm packages in it. */
function putOurs(to, name) {
  const { set, programs, configuration = {}, folders = {} } = images[name]
  const put = (from, place, mode = 0o644) => {
    const file = path.join(to, place)
    mkdirSync(path.dirname(file), { recursive: true })
    copyFileSync(from, file)
    chmodSync(file, mode)
  }
  mkdirSync(to, { recursive: true })
  for (const file of ['passwd', 'group']) put(path.join(source, file), `etc/${file}`)
  for (const [from, place] of Object.entries(programs)) put(path.join(source, from), place, 0o755)
  for (const [from, place] of Object.entries(configuration)) put(path.join(source, from), place)
  for (const [folder, [owner, group, mode]] of Object.entries(folders)) {
    const place = path.join(to, folder)
    mkdirSync(place, { recursive: true })
    chownSync(place, owner, group)
    chmodSync(place, mode)
  }
  if (set === undefined) return []
  const home = path.join(to, lib)
  mkdirSync(home, { recursive: true })
  const packages = makeProductionSet(set, home)
  for (const file of ['folders', 'prepare', 'health', ...(name === 'demo' ? ['demo'] : [])])
    put(path.join(source, `${file}.mjs`), `${lib}/image/${file}.mjs`)
  if (name !== 'demo') {
    const table = path.join(root, 'docs/operations/systemd/sotevarmenne.tmpfiles.conf')
    put(table, 'usr/lib/tmpfiles.d/sotevarmenne.conf')
    makeFolders(path.join(to, 'var/lib/sotevarmenne'), {
      ...{ table, passwd: path.join(source, 'passwd'), group: path.join(source, 'group') },
    })
  }
  return packages
}

/** A tar with everything in one order and dated alike. */
function archive(folder, date) {
  const file = `${folder}.tar`
  execFileSync('tar', [
    ...['--sort=name', '--numeric-owner', `--mtime=@${String(date)}`, '--format=gnu'],
    ...['-cf', file, '-C', folder, '.'],
  ])
  rmSync(folder, { recursive: true })
  return file
}

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      to: { type: 'string', default: path.join(root, 'dist') },
      only: { type: 'string', default: 'service' },
      all: { type: 'boolean', default: false },
      mirror: { type: 'string', multiple: true, default: [] },
      fast: { type: 'boolean', default: false },
    },
  })
  if (process.getuid?.() !== 0) {
    say('package:images needs root: the folders of the data have owners of their own')
    process.exit(1)
  }
  for (const name of values.all ? Object.keys(images) : values.only.split(',')) {
    const { file, digest } = makeImage(name, {
      ...{ to: path.resolve(values.to), mirrors: values.mirror, isFast: values.fast },
    })
    say(`${file} ${digest} ${(statSync(file).size / 1e6).toFixed(1)} MB`)
  }
}
