/**
 * `npm run package:debian`: the Debian packages of the server and of the signer, each with a Node of its own. Needs
 * dpkg-deb and nothing else of Debian. The same sources and SOURCE_DATE_EPOCH give the same packages, wherever `npm ci`
 * compiled the add-ons by the same compiler with the same headers.
 *
 *   --to <folder>       output folder (dist)
 *   --only <name>       server or signer
 *   --version <text>    another version, for tests of an upgrade
 *   --fast              hardly compressed, for tests
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { root, say } from '../set-up/machine.mjs'
import { makeProductionSet, normalise, sourceDate } from './production-set.mjs'
import { sbomOf } from './sbom-of-set.mjs'

const source = path.join(import.meta.dirname, 'debian')
const units = path.join(root, 'docs/operations/systemd')
const sysusers = 'systemd | systemd-standalone-sysusers | systemd-sysusers'
const tmpfiles = 'systemd | systemd-standalone-tmpfiles | systemd-tmpfiles'

export const debianPackages = {
  server: {
    summary: 'certificate service of social and health care: server',
    text: [
      'Pages and API for people, jobs, OCSP and CRLs, client-certificate',
      'sign-in, and the commands of the operators. Brings a Node of its own,',
      'and starts nothing by itself.',
    ],
    depends: ['libc6 (>= 2.38)', 'libgcc-s1', 'libstdc++6', 'openssl', sysusers, tmpfiles],
    suggests: ['postgresql', 'sotevarmenne-signer', 'nginx | haproxy', 'pcscd'],
    units: ['web', 'jobs', 'ocsp', 'tls-sign-in', 'migrate'],
    programs: ['sotevarmenne', 'sotevarmenne-settings'],
    shared: ['create-database'],
    settings: ['service', 'people', 'web', 'jobs', 'ocsp', 'tls-sign-in', 'migrate', 'cli'].map(
      (name) => `${name}.env`,
    ),
    folders: ['crls'],
    secrets: ['people-key', 'cards'],
  },
  signer: {
    summary: 'certificate service of social and health care: signer',
    text: [
      'Holds the keys of the CAs and signs what it has checked. Listens on',
      'Unix sockets, and has no network. Brings a Node of its own, and starts',
      'nothing by itself.',
    ],
    depends: [
      'libc6 (>= 2.38)',
      'libgcc-s1',
      'libstdc++6',
      'openssl',
      'openssl-provider-fips',
      sysusers,
      tmpfiles,
    ],
    suggests: ['sotevarmenne-server', 'softhsm2'],
    units: ['signer'],
    programs: ['sotevarmenne-signer'],
    shared: [],
    settings: ['signer.env'],
    folders: ['run'],
    secrets: ['signer-passphrase', 'keys', 'ca'],
  },
}

/** Builds one; returns its file. */
export function makeDebianPackage(kind, { to, version = versionOf(), isFast = false }) {
  const name = `sotevarmenne-${kind}`
  const about = debianPackages[kind]
  const date = sourceDate()
  const tree = mkdtempSync(path.join(tmpdir(), `package-${kind}-`))
  const put = (place, content, mode = 0o644) => {
    const file = path.join(tree, place)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
    chmodSync(file, mode)
  }
  const script = (file) => readFileSync(path.join(source, `${file}.sh`), 'utf8')
  const gzip = (text) => gzipSync(text, { level: 9 })

  const lib = `usr/lib/${name}`
  mkdirSync(path.join(tree, lib), { recursive: true })
  const packages = makeProductionSet(kind, path.join(tree, lib), { date })
  for (const unit of about.units) {
    const file = `sotevarmenne-${unit}.service`
    put(`usr/lib/systemd/system/${file}`, readFileSync(path.join(units, file)))
  }
  for (const of of ['sysusers', 'tmpfiles'])
    put(`usr/lib/${of}.d/${name}.conf`, readFileSync(path.join(units, `sotevarmenne.${of}.conf`)))
  for (const program of about.programs) {
    put(`usr/sbin/${program}`, script(program), 0o755)
    put(`usr/share/man/man8/${program}.8.gz`, gzip(readFileSync(path.join(source, `${program}.8`))))
  }
  for (const file of about.shared) put(`usr/share/${name}/${file}`, script(file), 0o755)
  put(
    `usr/share/doc/${name}/copyright`,
    ['LICENCE', `node_modules/node-linux-${process.arch}/LICENSE`]
      .map((file) => readFileSync(path.join(root, file), 'utf8'))
      .join('\n\n'),
  )
  put(
    `usr/share/doc/${name}/changelog.gz`,
    gzip(
      `${name} (${version}) unstable; urgency=medium\n\n  * See CHANGELOG.md of the sources.\n\n -- sotevarmenne <service@service.example>  ${new Date(date * 1000).toUTCString().replace('GMT', '+0000')}\n`,
    ),
  )
  put(`usr/share/doc/${name}/sbom.cdx.json.gz`, gzip(sbomOf(name, version, packages, date)))
  put(`usr/share/lintian/overrides/${name}`, readFileSync(path.join(source, 'lintian-overrides')))

  const placed = {
    name,
    units: about.units.map((unit) => `sotevarmenne-${unit}.service`).join(' '),
    ...Object.fromEntries(
      ['settings', 'folders', 'secrets'].map((each) => [each, about[each].join(' ')]),
    ),
  }
  for (const each of ['postinst', 'prerm', 'postrm'])
    put(
      `DEBIAN/${each}`,
      script(each).replaceAll(/@(\w+)@/g, (_, word) => placed[word]),
      0o755,
    )
  const kibibytes = execFileSync('du', ['-sk', '--apparent-size', path.join(tree, 'usr')], {
    encoding: 'utf8',
  }).split('\t')[0]
  put(
    'DEBIAN/control',
    `${[
      `Package: ${name}`,
      `Version: ${version}`,
      `Architecture: ${architecture}`,
      'Maintainer: sotevarmenne <service@service.example>',
      `Installed-Size: ${kibibytes}`,
      `Depends: ${about.depends.join(', ')}`,
      `Suggests: ${about.suggests.join(', ')}`,
      'Section: net',
      'Priority: optional',
      `Description: ${about.summary}`,
      ...about.text.map((line) => ` ${line}`),
    ].join('\n')}\n`,
  )
  put('DEBIAN/md5sums', md5sums(tree))
  normalise(tree, date)

  mkdirSync(to, { recursive: true })
  const file = path.join(to, `${name}_${version}_${architecture}.deb`)
  execFileSync(
    'dpkg-deb',
    ['--root-owner-group', ...(isFast ? ['-Zgzip', '-z1'] : ['-Zxz']), ...['--build', tree, file]],
    {
      env: { ...process.env, SOURCE_DATE_EPOCH: String(date) },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  rmSync(tree, { recursive: true })
  return file
}

const architecture = process.arch === 'x64' ? 'amd64' : process.arch

const versionOf = () => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version

/** `dpkg --verify` compares with it. */
function md5sums(tree) {
  const files = execFileSync('find', ['usr', '-type', 'f'], { cwd: tree, encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
    .sort()
  return execFileSync('xargs', ['-0', 'md5sum'], {
    cwd: tree,
    input: files.join('\0'),
    maxBuffer: 64 * 1024 * 1024,
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      to: { type: 'string', default: path.join(root, 'dist') },
      only: { type: 'string' },
      version: { type: 'string' },
      fast: { type: 'boolean', default: false },
    },
  })
  for (const kind of values.only === undefined ? Object.keys(debianPackages) : [values.only])
    say(
      makeDebianPackage(kind, {
        to: path.resolve(values.to),
        isFast: values.fast,
        ...(values.version && { version: values.version }),
      }),
    )
}
