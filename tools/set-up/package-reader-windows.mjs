/**
 * `npm run package:reader-windows`: the reader software for Windows as an MSI with a Node of its own. Runs on
 * Debian, with wixl and osslsigncode. Two builds of the same sources have the same digest.
 *
 *   --to <folder>           output folder of the package (dist)
 *   --roots <folder>        root certificates (DER, .crt) to include
 *   --notice-key <pem>      public key (Ed25519) for trusted notices of newer versions
 *   --version <n.n.n>       another version than that of the sources, for tests
 *   --code-key <pem>        key with which Windows recognises the publisher, and its certificates:
 *   --code-certificates <pem>
 *   --time-stamp <url>      time-stamping service for those signatures
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { installNodePackages, node24, root, run, say } from './machine.mjs'
import {
  digestOf,
  installerQueries,
  installerSource,
  setTimes,
  uuidOf,
  withFixedSummary,
} from './windows-installer.mjs'
import { fetchWindowsPackage, windowsPackages } from './windows-packages.mjs'
import { withoutConsole } from './windows-program.mjs'

const { version: versionOfSources } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
)
const { values: options } = parseArgs({
  options: {
    to: { type: 'string', default: path.join(root, 'dist') },
    roots: { type: 'string' },
    'notice-key': { type: 'string' },
    version: { type: 'string', default: versionOfSources },
    'code-key': { type: 'string' },
    'code-certificates': { type: 'string' },
    'time-stamp': { type: 'string' },
  },
})
installNodePackages()
const { bundleReader } = await import('./bundle-reader.mjs')

const name = 'sotevarmenne-reader'
const work = mkdtempSync(path.join(tmpdir(), 'package-reader-windows-'))
const tree = path.join(work, 'program')
const put = (place, content) => {
  const file = path.join(tree, place)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
}
const copy = (from, place) => {
  cpSync(from, path.join(tree, place), { recursive: true })
}

say('Bundling …')
await bundleReader(path.join(tree, 'reader.mjs'))
const node = fetchWindowsPackage(windowsPackages.node)
put(`${name}.exe`, withoutConsole(readFileSync(path.join(node, 'bin/node.exe'))))
const koffi = fetchWindowsPackage(windowsPackages.koffi)
for (const part of ['package.json', 'index.js', 'win32_x64/koffi.node'])
  copy(path.join(koffi, part), `node_modules/@koromix/koffi-win32-x64/${part}`)
for (const part of [
  'package.json',
  'LICENSE.txt',
  'index.js',
  'src/koffi/index.js',
  'src/koffi/src/static.js',
])
  copy(path.join(root, 'node_modules/koffi', part), `node_modules/koffi/${part}`)
if (options.roots) copy(options.roots, 'roots')
if (options['notice-key']) copy(options['notice-key'], 'notice-key.pem')
const licences = ['LICENCE', `node_modules/node-linux-${process.arch}/LICENSE`]
put(
  'licences.txt',
  licences.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n\n'),
)
run(node24, [
  path.join(root, 'apps/reader/src/settings/write-templates.ts'),
  path.join(tree, 'policies'),
])
// The digest before any signature: two builds of the same sources have the same.
const contents = digestOf(tree)
signed(path.join(tree, `${name}.exe`))

mkdirSync(options.to, { recursive: true })
const file = path.join(options.to, `${name}_${options.version}_x64.msi`)
const unsigned = path.join(work, 'unsigned.msi')
const source = path.join(work, `${name}.wxs`)
const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? timeOfSources())
setTimes(tree, epoch)
writeFileSync(source, installerSource({ tree, version: options.version, contents }))
// The archive has local times, and wixl reports what it leaves out.
run('wixl', ['--arch', 'x64', '--output', unsigned, source], {
  env: { ...process.env, TZ: 'UTC' },
  stdio: ['ignore', 'inherit', 'ignore'],
})
run('msibuild', [unsigned, ...installerQueries.flatMap((query) => ['-q', query])])
const code = uuidOf(`package ${options.version} ${contents}`)
writeFileSync(file, withFixedSummary(readFileSync(unsigned), { code, epoch }))
signed(file)
rmSync(work, { recursive: true })
say(file)

/** Signs in place, where a key is given; a key in a token works by `pkcs11:` and osslsigncode's own options. */
function signed(program) {
  if (!options['code-key']) return
  const certificates = options['code-certificates']
  if (!certificates)
    throw new Error('a code key without its certificates: give --code-certificates')
  const aside = `${program}.signed`
  run('osslsigncode', [
    'sign',
    ...['-key', options['code-key'], '-certs', certificates, '-h', 'sha256'],
    ...['-n', 'sotevarmenne card reader', '-in', program, '-out', aside],
    ...(options['time-stamp'] ? ['-ts', options['time-stamp']] : []),
  ])
  renameSync(aside, program)
}

/** Seconds since 1970 of the newest commit; without git, the beginning of the times that archives have. */
function timeOfSources() {
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], {
    cwd: root,
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : '315532800'
}
