/**
 * `npm test`: installs what is missing and runs every test once. `npm test -- --deep` (or
 * `npm run test:deep`) runs the deep tests instead, and on the embedded database two files of each module that are
 * otherwise tested on a PostgreSQL server. `npm test -- --long` (or `npm run test:long`) runs what takes hours
 * instead, and on the embedded database all of these files.
 * `npm test -- --yes` installs Debian packages without confirmation, and file names run only those.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import {
  buildPortal,
  environment,
  installDebianPackages,
  installNodePackages,
  loadNativeAddOns,
  longPackages,
  node24,
  root,
  say,
  start,
} from './machine.mjs'
import { makeRunFolder } from './run-folder.mjs'
import { groupFiles } from './shared-process.mjs'
import { slowestFiles } from './slowest-files.mjs'
import { limitTimeOfFiles } from './time-limit.mjs'

const { values, positionals } = parseArgs({
  options: {
    deep: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})

/** Exit code; as of a command used wrongly. */
const noTestMatches = 2

const folders = ['libs', 'apps', 'tests', 'tools']
const kind = values.long ? 'long' : values.deep ? 'deep' : 'each-time'
if (kind === 'long' && filesOf(kind, []).length === 0) {
  say('There is no long test yet (*.long.test.*).')
  process.exit(0)
}
await installDebianPackages({ ...values, more: kind === 'long' ? longPackages : {} })
installNodePackages()
loadNativeAddOns()
buildPortal()

const files = filesOf(kind)
const onDatabase = kind === 'each-time' ? [] : filesOf('each-time').filter(usesDatabase)
const onBothDatabases =
  kind === 'deep' && positionals.length === 0 ? largestOfEachModule(onDatabase) : onDatabase
if (files.length + onBothDatabases.length === 0) {
  say('No test matches.')
  process.exit(noTestMatches)
}
const codes = []
if (files.length > 0) codes.push(await runFiles(files))
if (onBothDatabases.length > 0)
  codes.push(
    await runFiles(onBothDatabases, {
      options: ['--test-name-pattern=, on PGlite '],
      env: { TEST_DATABASE: 'PGlite' },
    }),
  )
process.exit(codes.every((code) => code === 0) ? 0 : 1)

/** Returns the exit code of the run; none when it was killed. */
async function runFiles(chosen, { options = [], env = {} } = {}) {
  say(`\n${chosen.length} files`)
  const folder = makeRunFolder()
  const times = path.join(folder, 'times')
  const run = start(
    node24,
    [
      '--test',
      // The longest test takes a tenth of this on a busy machine: one that hangs fails, and says where.
      ...(kind === 'long' ? [] : ['--test-timeout=600000']),
      // One more than the cores of the smallest machine: files with environments of several processes often wait.
      '--test-concurrency=3',
      '--test-global-setup=tests/support/database/server-of-run.ts',
      '--import=./tools/set-up/end-of-file.mjs',
      '--test-reporter=spec',
      '--disable-warning=ExperimentalWarning',
      ...options,
      ...(chosen === files && kind !== 'each-time' ? chosen : groupFiles(chosen, { root, folder })),
    ],
    {
      env: {
        ...environment(),
        ...env,
        ...{ TMPDIR: folder, TEST_CACHE: tmpdir(), TEST_TIMES: times },
      },
    },
  )
  const stopWatching =
    kind === 'long'
      ? undefined
      : limitTimeOfFiles(run.pid, { seconds: kind === 'deep' ? 3600 : 2400, say })
  const [code] = await once(run, 'exit')
  stopWatching?.()
  for (const line of slowestFiles(times, { root })) say(line)
  rmSync(folder, { recursive: true, force: true })
  return code
}

function largestOfEachModule(chosen, count = 2) {
  const ofModules = new Map()
  for (const file of chosen.toSorted((one, other) => sizeOf(other) - sizeOf(one))) {
    const module = file.split('/').slice(0, 4).join('/')
    ofModules.set(module, [...(ofModules.get(module) ?? []), file])
  }
  return [...ofModules.values()].flatMap((files) => files.slice(0, count)).sort()
}

function sizeOf(file) {
  return statSync(path.join(root, file)).size
}

function usesDatabase(file) {
  return readFileSync(path.join(root, file), 'utf8').includes('forEachDatabase(')
}

function filesOf(wanted, parts = positionals) {
  return folders
    .flatMap((folder) => listFiles(folder))
    .filter((file) => kindOf(file) === wanted)
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort()
}

function kindOf(file) {
  if (file.includes('.long.test.')) return 'long'
  return file.includes('.deep.test.') ? 'deep' : 'each-time'
}

function listFiles(folder) {
  const { stdout } = spawnSync(
    'find',
    [
      folder,
      '-name',
      'node_modules',
      '-prune',
      '-o',
      '-type',
      'f',
      '(',
      '-name',
      '*.test.ts',
      '-o',
      '-name',
      '*.test.tsx',
      '-o',
      '-name',
      '*.test.mjs',
      ')',
      '-print',
    ],
    { cwd: root, encoding: 'utf8' },
  )
  return stdout.split('\n').filter((file) => file !== '')
}
