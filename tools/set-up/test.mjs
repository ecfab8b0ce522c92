/**
 * `npm test`: installs what is missing and runs every test once. `npm test -- --deep` (or `npm run test:deep`) runs the
 * long sweeps instead, `npm test -- --yes` installs Debian packages without asking, and file names run only those.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import {
  buildPortal,
  installDebianPackages,
  installNodePackages,
  loadNativeAddOns,
  node24,
  root,
  say,
  start,
} from './machine.mjs'
import { limitTimeOfFiles } from './time-limit.mjs'

const { values, positionals } = parseArgs({
  options: { deep: { type: 'boolean', default: false }, yes: { type: 'boolean', default: false } },
  allowPositionals: true,
})

await installDebianPackages(values)
installNodePackages()
loadNativeAddOns()
buildPortal()

const files = filesOf(['libs', 'apps', 'tests', 'tools'])
if (files.length === 0) {
  say('No test matches.')
  process.exit(1)
}
say(`\n${files.length} files`)
process.exit(await runFiles())

/** Answers the exit code of the run. */
async function runFiles() {
  const run = start(node24, [
    '--test',
    // The longest takes a tenth of this on a busy machine: what stands still fails, and says where.
    '--test-timeout=600000',
    // Worlds of several processes wait for one another most of the time: two at once use two cores, more fight for them.
    '--test-concurrency=2',
    '--test-reporter=spec',
    '--disable-warning=ExperimentalWarning',
    ...files,
  ])
  const stopWatching = limitTimeOfFiles(run.pid, { seconds: values.deep ? 3600 : 1200, say })
  const [code] = await once(run, 'exit')
  stopWatching()
  return code
}

function filesOf(folders) {
  const ending = values.deep ? '.deep.test.' : '.test.'
  return folders
    .flatMap((folder) => listFiles(folder))
    .filter((file) => file.includes(ending) && file.includes('.deep.test.') === values.deep)
    .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
    .sort()
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
